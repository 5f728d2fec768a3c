import { describe, expect, it } from 'vitest'

import { scopesFor } from './NewAccount.tsx'

const PLACES = [
  { __typename: 'District' as const, code: '110105', name: '朝阳区', streets: [
    { __typename: 'Street' as const, code: '110105026', name: '望京街道' },
    { __typename: 'Street' as const, code: '110105001', name: '建外街道' },
  ] },
  { __typename: 'District' as const, code: '110101', name: '东城区', streets: [{ __typename: 'Street' as const, code: '110101003', name: '景山街道' }] },
]

const somebody = (scopeKind: 'CITY' | 'DISTRICT' | 'STREET', scopeKey: string): Parameters<typeof scopesFor>[1] =>
  ({ roles: [{ __typename: 'HeldRole', role: 'DISTRICT', scopeKind, scopeKey, scopeName: '', organizerId: null, endsAt: null }] })

describe('the scopes over which a role can be given', () => {
  it('are the whole city and every district for the city', () => {
    const city = somebody('CITY', '')
    expect(scopesFor('CITY', city, PLACES, '全市')).toEqual([{ value: '', label: '全市' }])
    expect(scopesFor('DISTRICT', city, PLACES, '全市').map((one) => one.value)).toEqual(['110105', '110101'])
  })

  it('are the streets of a district for the district, and nothing above it', () => {
    const district = somebody('DISTRICT', '110105')
    expect(scopesFor('CITY', district, PLACES, '全市')).toEqual([])
    expect(scopesFor('STREET', district, PLACES, '全市').map((one) => one.label)).toEqual(['朝阳区 望京街道', '朝阳区 建外街道'])
  })

  it('are one’s own street for a street', () => {
    expect(scopesFor('STREET', somebody('STREET', '110105001'), PLACES, '全市').map((one) => one.value)).toEqual(['110105001'])
  })
})
