import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../../..')
const READY = 'Gongjue is ready'
const READY_WITHIN = 120_000

/** One whole Gongjue for the run: database, API, workers and clock, with data and a port of its own.
 *
 * It believes the forwarded address of each spec's browser, for attempts are counted by address. */
export default async function serve(): Promise<() => Promise<void>> {
  if (!existsSync(join(ROOT, 'admin-ui/dist/owner/index.html'))) {
    throw new Error('页面还没有构建：请先运行 npm run build。 The faces are not built: run npm run build first.')
  }
  // Not under the checkout: its path may be too long for sockets.
  const data = mkdtempSync(join(tmpdir(), 'gongjue-e2e-'))
  const port = await freePort()
  const environment = settings({
    GONGJUE_PROFILE: 'test',
    GONGJUE_DATA_DIR: data,
    GONGJUE_PORT: String(port),
    GONGJUE_TRUSTED_PROXIES: '127.0.0.1',
  })
  const up = spawn(python(), ['-m', 'gongjue', 'up'], { cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = async (): Promise<void> => {
    if (up.exitCode === null) {
      up.kill('SIGTERM')
      await once(up, 'exit')
    }
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await ready(up)
  } catch (error) {
    await stop()
    throw error
  }
  process.env['E2E_ORIGIN'] = `http://127.0.0.1:${port}`
  process.env['E2E_DATA'] = data
  return stop
}

/** This environment with these settings and no other: whoever runs the tests may have set up a Gongjue of their own. */
export function settings(given: Record<string, string>): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('GONGJUE_'))
  return { ...Object.fromEntries(others), ...given }
}

/** The interpreter of the environment that the Makefile made. */
export function python(): string {
  return join(ROOT, '.venv/bin/python')
}

function ready(up: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((resolveReady, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server was not ready in time:\n${said}`)), READY_WITHIN)
    const hear = (part: Buffer): void => {
      said += part.toString()
      if (!said.includes(READY)) return
      clearTimeout(timer)
      resolveReady()
    }
    up.stdout?.on('data', hear)
    up.stderr?.on('data', hear)
    up.once('exit', () => {
      clearTimeout(timer)
      reject(new Error(`the server ended:\n${said}`))
    })
  })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** The newest text to a phone that says something, from the outbox of the server; others may come in between. */
export async function newestText(origin: string, phone: string, saying = /./): Promise<string | undefined> {
  const texts = (await (await fetch(`${origin}/demo/outbox.json`)).json()) as { phone: string; body: string }[]
  return texts.find((one) => one.phone === phone && saying.test(one.body))?.body
}

