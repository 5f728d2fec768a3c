import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { describe, expect, it } from 'vitest'

import { ACTS, wordsOf } from './acts.ts'

const SERVICES = resolve(import.meta.dirname, '../../../../../domain/services')

/** The names of acts as they stand in the server's services. */
function recorded(): Set<string> {
  const sources = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py'))
  const found = sources.flatMap((name) => [...readFileSync(join(SERVICES, name), 'utf8').matchAll(/\brecord\(\s*(?:tx,\s*)?"([a-z_]+\.[a-z_]+)"/g)].map((match) => match[1] ?? ''))
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
