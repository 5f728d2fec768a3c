import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { describe, expect, it } from 'vitest'

import { deviceOf, isAboutBallot } from './alarms.ts'
import { words } from './messages.ts'

const SERVICES = resolve(import.meta.dirname, '../../../../../domain/services')

/** The kinds of alarms as they stand in the server's services: `NAME = "kind"` before the services begin. */
const kindsIn = (file: string): string[] =>
  [...readFileSync(resolve(SERVICES, file), 'utf8').matchAll(/^[A-Z_]+ = "([a-z_]+)"$/gm)].map((match) => match[1] ?? '')

describe('alarms', () => {
  it('have words for every kind that the server raises', () => {
    const kinds = [...kindsIn('alarms.py'), ...kindsIn('reader_alarms.py')]
    expect(kinds.length).toBeGreaterThan(6)
    expect(kinds.filter((kind) => !(kind in words.zh.alarms.kinds))).toEqual([])
  })

  it('are about a ballot or a device', () => {
    expect(kindsIn('alarms.py').every(isAboutBallot)).toBe(true)
    expect(kindsIn('reader_alarms.py').some(isAboutBallot)).toBe(false)
    expect([deviceOf({ device: '一号' }), deviceOf({ device: 3 }), deviceOf(null), deviceOf('x')]).toEqual(['一号', null, null, null])
  })
})
