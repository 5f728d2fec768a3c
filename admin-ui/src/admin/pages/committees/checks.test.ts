import { describe, expect, it } from 'vitest'

import { ageOf, effectOn, nextSteps, nobody, personOf } from './checks.ts'

describe('what a clerk does next with an assembly', () => {
  const body = (kind: string, state = 'ACTIVE'): { kind: string; state: string } => ({ kind, state })

  it('is the leader first where there is no committee', () => {
    expect(nextSteps({ hasCommittee: false, organizers: [] })).toEqual(['nameLeader', 'enterCommittee'])
    expect(nextSteps({ hasCommittee: false, organizers: [body('PREPARATORY_GROUP', 'EXPIRED')] })).toEqual(['nameLeader', 'enterCommittee'])
  })

  it('is the committee once there is a group, or one from the start', () => {
    expect(nextSteps({ hasCommittee: false, organizers: [body('PREPARATORY_GROUP')] })).toEqual(['enterCommittee'])
    expect(nextSteps({ hasCommittee: true, organizers: [body('PROPERTY_COMPANY')] })).toEqual(['enterCommittee'])
  })

  it('is nothing while a committee is in office, and the next one when its term is over', () => {
    expect(nextSteps({ hasCommittee: true, organizers: [body('COMMITTEE')] })).toEqual([])
    expect(nextSteps({ hasCommittee: true, organizers: [body('COMMITTEE', 'EXPIRED')] })).toEqual(['enterCommittee'])
  })
})

describe('what ends with a body', () => {
  it('are its present members and the accounts that are not closed', () => {
    const member = (accountState: string | null, leftAt: string | null = null): Parameters<typeof effectOn>[0][number] =>
      ({ accountId: accountState === null ? null : 'id', accountState, leftAt })
    expect(effectOn([member('ACTIVE'), member('INVITED'), member('DISABLED'), member(null), member('ACTIVE', '2026-01-01')]))
      .toEqual({ people: 4, accounts: 2 })
  })
})

describe('an age', () => {
  it('may be left out, and is a number otherwise', () => {
    expect([' ', '45', ' 9 ', '四十', '45岁', '1.5', '-3'].map(ageOf)).toEqual([null, 45, 9, undefined, undefined, undefined, undefined])
    expect(personOf({ ...nobody('LEADER'), age: '61' })).toMatchObject({ position: 'LEADER', age: 61, sex: 'NOT_STATED' })
  })
})
