import { describe, expect, it } from 'vitest'

import type { Person } from '../../../shared/session.tsx'
import type { BallotState } from './ballots.gql.ts'
import { offersOf, rightsOver, type Acting } from './rights.ts'

type Held = Person['roles'][number]

const NOW = Date.parse('2026-11-23T00:00:00Z')

function ballot(more: Partial<Acting> = {}): Acting {
  const street = { __typename: 'Street' as const, code: '110105026', name: '望京街道', district: { __typename: 'District' as const, code: '110105', name: '朝阳区' } }
  return {
    organizerId: 'body', state: 'OPEN', closesAt: '2026-12-01T16:00:00Z', extendedAt: null, submittedAt: '2026-10-01T00:00:00Z',
    estate: { __typename: 'Estate', id: 'estate', name: '试验家园', number: null, street }, ...more,
  }
}

const held = (role: Held['role'], scopeKind: Held['scopeKind'], scopeKey: string, organizerId: string | null = null): Held =>
  ({ __typename: 'HeldRole', role, scopeKind, scopeKey, scopeName: '', organizerId, endsAt: null })
const chair = held('COMMITTEE', 'ESTATE', 'estate', 'body')
const clerk = held('STREET_CLERK', 'STREET', '110105026')
const reviewer = held('STREET_REVIEWER', 'STREET', '110105026')
const acts = (of: Acting, ...roles: Held[]): string[] => offersOf(of, roles, NOW).filter((one) => one.hindrance === null).map((one) => one.act)

describe('who may do what', () => {
  it('the body prepares its own ballot, the street prepares its own, and neither the other’s', () => {
    expect(rightsOver(ballot(), [chair])).toMatchObject({ prepare: true, run: true, review: false, alarms: false })
    expect(rightsOver(ballot(), [clerk])).toMatchObject({ prepare: false, run: true, start: true })
    expect(rightsOver(ballot({ organizerId: null }), [clerk]).prepare).toBe(true)
    expect(rightsOver(ballot({ organizerId: null }), [chair])).toMatchObject({ prepare: false, run: false, start: true })
  })

  it('what became of messages is followed by the body itself and the authorities, not by another body', () => {
    expect([chair, clerk, held('PROPERTY_COMPANY', 'ESTATE', 'estate', 'company')].map((one) => rightsOver(ballot(), [one]).deliveries)).toEqual([true, true, false])
  })

  it('nobody acts beyond their scope', () => {
    expect(Object.values(rightsOver(ballot(), [held('STREET_CLERK', 'STREET', '110101003')]))).not.toContain(true)
    expect(rightsOver(ballot(), [held('DISTRICT', 'DISTRICT', '110105')])).toMatchObject({ run: false, release: true, alarms: true })
    expect(rightsOver(ballot(), [held('AUDITOR', 'CITY', '')])).toMatchObject({ recount: true, release: false })
  })
})

describe('what the page offers', () => {
  it('follows the state', () => {
    const offered = (['DRAFT', 'SUBMITTED', 'REJECTED', 'APPROVED', 'OPEN', 'SUSPENDED', 'CLOSED', 'PUBLISHED'] as BallotState[])
      .map((state) => acts(ballot({ state, submittedAt: null }), chair).join())
    expect(offered).toEqual([
      'edit,submit,copy,delete', 'withdraw,copy', 'edit,submit,copy', 'suspend,copy', 'message,extend,suspend,copy', 'copy', 'copy', 'copy',
    ])
    expect(acts(ballot({ state: 'SUBMITTED' }), reviewer)).toEqual(['review'])
  })

  it('says why not where people would look for it', () => {
    const hindered = (of: Acting): unknown => offersOf(of, [chair], NOW).filter((one) => one.hindrance !== null).map((one) => [one.act, one.hindrance?.kind])
    expect(hindered(ballot({ extendedAt: '2026-11-20T00:00:00Z' }))).toEqual([['extend', 'extended']])
    expect(hindered(ballot({ state: 'APPROVED' }))).toEqual([['message', 'notOpen'], ['extend', 'notOpen']])
    expect(hindered(ballot({ state: 'DRAFT' }))).toEqual([['delete', 'seen']])
  })

  it('ends with the closing instant itself, whatever the state still says', () => {
    const at = (now: string): string[] => offersOf(ballot({ closesAt: '2026-11-23T00:00:00Z' }), [chair], Date.parse(now)).filter((one) => one.hindrance === null).map((one) => one.act)
    expect(at('2026-11-22T23:59:59.999Z')).toContain('extend')
    expect(at('2026-11-23T00:00:00Z')).toEqual(['copy'])
  })
})
