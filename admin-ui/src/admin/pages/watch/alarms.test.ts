import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { describe, expect, it } from 'vitest'

import { deviceOf, isAboutBallot, said } from './alarms.ts'
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

  it('say what they found in words, whatever the server gives as a reason', () => {
    const reasonsIn = (file: string, pattern: RegExp): string[] =>
      [...readFileSync(resolve(SERVICES, file), 'utf8').matchAll(pattern)].map((match) => match[1] ?? '')
    const held = reasonsIn('tallies.py', /^(?:ROLL_CHANGED|LAW_CHANGED|COUNTS_DIFFER) = "([a-z_]+)"$/gm)
    const causes = reasonsIn('ballots_opening.py', /^(?:NOT_COMPLETED|MISSED|NOBODY) = "([a-z_]+)"$/gm)
    const refused = reasonsIn('card_reads.py', /_refuse\(tx, device, read, \w+\(\), "([a-z_]+)"\)/g)
    expect([held.length, causes.length, refused.length]).toEqual([3, 3, 5])
    const given = [
      ...held.map((reason) => ({ kind: 'tally_held', detail: { reason } })),
      ...causes.map((cause) => ({ kind: 'ballot_not_opened', detail: { cause } })),
      ...refused.map((why) => ({ kind: 'envelope_refused', detail: { why } })),
      { kind: 'result_late', detail: { state: 'closed', held_reason: null } },
      { kind: 'posting_late', detail: { state: 'closed', held_reason: 'counts_differ' } },
      { kind: 'reader_changed', detail: { enrolled: '05.01', found: null } },
      { kind: 'reads_without_misses', detail: { reads: 4 } },
      { kind: 'reads_with_the_same_timings', detail: { reads: ['a', 'b'] } },
      { kind: 'several_buildings_within_minutes', detail: { buildings: 3, pad_session: 'p' } },
    ]
    for (const { alarms } of [words.zh, words.en])
      expect(given.filter((one) => said(one, alarms.said).includes(alarms.said.nothing))).toEqual([])
  })

  it('have figures in their sentences, and no word of what has none', () => {
    const t = words.zh.alarms.said
    expect(said({ kind: 'tally_held', detail: { reason: 'counts_differ', differences: ['roll all: 3', 'm1 for: 2'] } }, t))
      .toEqual(['两次独立计票的结果不一致。', '不一致的数字有 2 处。'])
    expect(said({ kind: 'tally_held', detail: { reason: 'roll_changed', frozen: '0123456789ab', found: null } }, t))
      .toEqual(['表决权名册与开启时固定的不一致。', '固定时的校验码 01234567，现在的 未知。'])
    expect(said({ kind: 'unheard_of', detail: { anything: 1 } }, t)).toEqual([t.nothing])
    expect(said({ kind: 'result_late', detail: null }, t)).toEqual([t.nothing])
  })
})
