import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

import { expect } from '../fixtures.ts'
import { python } from '../server.ts'

const ROOT = resolve(import.meta.dirname, '../../../..')

/** A simulated card reader on a pseudo-terminal, and a bridge beside it that serves this run's server. */
export class Reader {
  readonly #folder: string
  readonly #simulator: ChildProcess
  #bridge: ChildProcess | undefined

  private constructor(folder: string, simulator: ChildProcess) {
    this.#folder = folder
    this.#simulator = simulator
  }

  /** Plugs a reader in and enrols a bridge for it with the street's code. */
  static async enrolled(origin: string, device: { readonly code: string }, cards: object): Promise<Reader> {
    const folder = mkdtempSync(join(tmpdir(), 'gongjue-reader-'))
    writeFileSync(join(folder, 'cards.json'), JSON.stringify(cards))
    const sam = `99.99-20261123-${String(Math.floor(Math.random() * 0xffff_ffff)).padStart(10, '0')}-0000000001`
    const simulate = ['simulate', '--link', 'reader', '--control', 'control', '--cards', 'cards.json', '--sam-id', sam]
    const reader = new Reader(folder, begin(folder, simulate))
    await expect.poll(() => existsSync(join(folder, 'reader')) && existsSync(join(folder, 'control')), { message: 'the reader is plugged in' }).toBe(true)
    const enrol = begin(folder, ['enrol', '--server', origin, '--code', device.code, '--identity', 'identity', '--port', 'reader'])
    const [status] = (await once(enrol, 'exit')) as [number]
    expect(status, 'the bridge is enrolled').toBe(0)
    reader.#bridge = begin(folder, ['run', '--identity', 'identity', '--port', 'reader'])
    return reader
  }

  /** Lays the card of this name on the reader. */
  put = (card: string): Promise<object> => this.order({ do: 'put', card })
  lift = (): Promise<object> => this.order({ do: 'lift' })
  unplug = (): Promise<object> => this.order({ do: 'unplug' })
  plug = (): Promise<object> => this.order({ do: 'plug' })

  /** One order to the simulator; see device_bridge/simulator/control.py. */
  async order(order: object): Promise<{ readonly card: boolean }> {
    const socket = connect(join(this.#folder, 'control'))
    socket.write(`${JSON.stringify(order)}\n`)
    const [line] = (await once(createInterface(socket), 'line')) as [string]
    socket.destroy()
    const answer = JSON.parse(line) as { readonly ok: boolean; readonly card: boolean }
    expect(answer).toMatchObject({ ok: true })
    return answer
  }

  /** How things stand: whether a card lies on it. */
  state = (): Promise<{ readonly card: boolean }> => this.order({ do: 'state' })

  async close(): Promise<void> {
    for (const one of [this.#bridge, this.#simulator]) {
      if (one === undefined || one.exitCode !== null) continue
      one.kill('SIGTERM')
      await once(one, 'exit')
    }
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

const begin = (folder: string, argumentsGiven: readonly string[]): ChildProcess =>
  spawn(python(), ['-m', 'device_bridge', ...argumentsGiven], { cwd: folder, env: { ...process.env, PYTHONPATH: ROOT }, stdio: ['ignore', 'ignore', 'inherit'] })
