import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { describe, expect, it } from 'vitest'

import { ACTS, wordsOf } from './acts.ts'

const SERVER = resolve(import.meta.dirname, '../../../../..')
const PARTS = ['domain/services', 'workers', 'gongjue'] as const

/** The names of acts as they stand in the server's sources, the demo city's among them. */
function recorded(): Set<string> {
  const sources = PARTS.flatMap((part) => readdirSync(join(SERVER, part), { recursive: true, encoding: 'utf8' }).map((name) => join(SERVER, part, name))).filter((name) => name.endsWith('.py'))
  const found = sources.flatMap((name) => [...readFileSync(name, 'utf8').matchAll(/\brecord\(\s*(?:tx,\s*)?"([a-z_]+\.[a-z_]+)"/g)].map((match) => match[1] ?? ''))
  return new Set(found)
}

describe('the words for acts', () => {
  it('has words in both languages for every act that the server records', () => {
    expect(recorded().size).toBeGreaterThan(40)
    expect([...recorded()].filter((act) => ACTS[act] === undefined)).toEqual([])
  })

  it('shows an act that it does not know as it is recorded', () => {
    expect(wordsOf('ballot.opened', 'zh')).toBe('投票开始')
    expect(wordsOf('tomorrow.made', 'en')).toBe('tomorrow.made')
  })
})
