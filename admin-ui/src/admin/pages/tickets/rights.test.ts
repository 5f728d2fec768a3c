import { expect, test } from 'vitest'

import { blockedTogether, offersOf, saidOnce, type Hindrance } from './rights.ts'

type Ticket = Parameters<typeof offersOf>[0]

const NOW = Date.parse('2026-11-23T08:00:00Z')
const company = { handles: true, escalates: false }
const street = { handles: false, escalates: true }
const ticket = (changes: Partial<Ticket>): Ticket => ({ state: 'FILED', escalatedAt: null, mayReopenUntil: null, possibleActs: [], ...changes })
const whyNot = (given: Ticket, side: typeof company, act: string): Hindrance | null | undefined => offersOf(given, side, NOW).find((one) => one.act === act)?.hindrance

test('what the API says is possible is offered, whatever the state', () => {
  expect(offersOf(ticket({ possibleActs: ['ANSWER', 'ASSIGN'] }), company, NOW).filter((one) => one.hindrance === null).map((one) => one.act)).toEqual(['ANSWER', 'ASSIGN'])
})

test('each side is offered its own acts and nobody else any', () => {
  expect(offersOf(ticket({}), street, NOW).map((one) => one.act)).toEqual(['ESCALATE'])
  expect(offersOf(ticket({}), { handles: false, escalates: false }, NOW)).toEqual([])
})

test('an act that is blocked says what stands in its way', () => {
  expect(whyNot(ticket({ state: 'REOPENED' }), company, 'START')).toEqual({ kind: 'notAssigned' })
  expect(whyNot(ticket({ state: 'WORKING' }), company, 'DECLINE')).toEqual({ kind: 'begun' })
  expect(whyNot(ticket({ state: 'WAITING' }), company, 'HOLD')).toEqual({ kind: 'onHold' })
  expect(whyNot(ticket({ state: 'WORKING' }), company, 'RESUME')).toBeUndefined()
  expect(whyNot(ticket({ state: 'WAITING', possibleActs: ['RESUME'] }), company, 'RESUME')).toBeNull()
  expect(whyNot(ticket({ escalatedAt: '2026-11-22T00:00:00Z' }), street, 'ESCALATE')).toEqual({ kind: 'escalated', at: '2026-11-22T00:00:00Z' })
  expect(whyNot(ticket({ state: 'DONE', mayReopenUntil: '2026-11-30T16:00:00Z' }), street, 'ESCALATE')).toEqual({ kind: 'done' })
  expect(whyNot(ticket({ state: 'WITHDRAWN' }), street, 'ESCALATE')).toEqual({ kind: 'withdrawn' })
})

test('a settled ticket says until when it may come back, to the very instant, and says it once', () => {
  const done = ticket({ state: 'DONE', mayReopenUntil: '2026-11-23T08:00:00.001Z' })
  expect(saidOnce(offersOf(done, company, NOW))).toEqual({ kind: 'settled', at: '2026-11-23T08:00:00.001Z' })
  expect(saidOnce(offersOf({ ...done, mayReopenUntil: '2026-11-23T08:00:00Z' }, company, NOW))).toEqual({ kind: 'settledForGood' })
  expect(saidOnce(offersOf(ticket({ possibleActs: ['ANSWER'] }), company, NOW))).toBeNull()
  expect(saidOnce([])).toBeNull()
})

test('acts that the same thing blocks stand together', () => {
  const offers = offersOf(ticket({ possibleActs: ['ANSWER', 'ASSIGN', 'FINISH', 'DECLINE', 'LINK_COST'] }), company, NOW)
  expect(blockedTogether(offers)).toEqual([{ acts: ['START', 'HOLD'], hindrance: { kind: 'notAssigned' } }])
})
