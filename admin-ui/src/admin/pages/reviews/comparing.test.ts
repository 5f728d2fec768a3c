import { expect, test } from 'vitest'

import { effectOf, standingOf } from './comparing.ts'
import type { ReviewInFullFragment } from './reviews.gql.ts'

type Register = NonNullable<ReviewInFullFragment['register']>
const owner = (id: string, sameName: boolean, sameDocument: boolean): Register['owners'][number] => ({
  __typename: 'RegisteredOwner', id, kind: 'PERSON', documentKind: 'ID_CARD', maskedName: '张*', maskedDocument: '110***********1234', share: null, sameName, sameDocument,
})
const register = (...owners: Register['owners'][number][]): Register => ({ __typename: 'RegisteredTitle', titleId: 't', startsAt: '', source: '', owners })

test('what was entered is held against every owner that the register has', () => {
  expect(standingOf(null)).toBe('noOwner')
  expect(standingOf(register())).toBe('noOwner')
  expect(standingOf(register(owner('a', false, false), owner('b', true, true)))).toBe('same')
  expect(standingOf(register(owner('a', false, true)))).toBe('sameDocument')
  expect(standingOf(register(owner('a', true, false), owner('b', false, false)))).toBe('sameName')
  expect(standingOf(register(owner('a', true, false), owner('b', false, true)))).toBe('bothApart')
  expect(standingOf(register(owner('a', false, false)))).toBe('different')
})

const said = (stays: Record<string, boolean | null>, others = 0, developerStock = false) => ({ stays, others, developerStock })

test('of each present owner it must be said whether they stay; the applicant is not asked about', () => {
  const found = effectOf(register(owner('wife', false, false), owner('me', false, true)), said({}))
  expect(found.open).toEqual(['wife'])
  expect(effectOf(register(owner('wife', false, false)), said({ wife: null })).open).toEqual(['wife'])
})

test('no title is written where the owners stay the same', () => {
  const me = register(owner('wife', false, false), owner('me', false, true))
  expect(effectOf(me, said({ wife: true }))).toEqual({ kept: ['wife'], removed: [], open: [], newTitle: false })
  expect(effectOf(me, said({ wife: false })).newTitle).toBe(true)
  expect(effectOf(me, said({ wife: true }, 1)).newTitle).toBe(true)
  expect(effectOf(me, said({ wife: true }, 0, true)).newTitle).toBe(true)
  expect(effectOf(null, said({})).newTitle).toBe(true)
})
