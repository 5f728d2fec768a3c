import { describe, expect, it } from 'vitest'

import { afterThis, currentOf, roomOf, type Visit } from './route.ts'

const visit = (room: string, nobodyHomeAt: string | null = null): Visit => ({
  __typename: 'DoorVisit', id: room, maskedName: '张*', ownerKind: 'PERSON', units: 1, heads: 1, area: '88.35',
  door: { __typename: 'SilentUnit', unitId: room, building: '1号楼', entrance: '1', floor: 1, room, certified: false, nobodyHomeAt },
})
const doors = ['101', '102', '103'].map((room) => visit(room))
const [first, second, third] = doors as [Visit, Visit, Visit]
const skipped = (...visits: Visit[]): ReadonlySet<string> => new Set(visits.map((one) => one.id))

describe('a walk', () => {
  it('begins at the first door that was not passed', () => {
    expect(currentOf(doors, null, skipped())).toBe(first)
    expect(currentOf(doors, null, skipped(first))).toBe(second)
  })
  it('goes to the door that was chosen while it is on the list', () => {
    expect(currentOf(doors, third.id, skipped())).toBe(third)
    expect(currentOf([first, second], third.id, skipped(first))).toBe(second)
  })
  it('leaves out doors where nobody was at home until the others were tried', () => {
    const absent = visit('100', '2026-03-01T09:00:00+08:00')
    expect(currentOf([absent, second], null, skipped())).toBe(second)
    expect(afterThis([absent, second, third], third, skipped())).toBe(second)
    expect(currentOf([absent, second], null, skipped(second))).toBe(absent)
  })
  it('begins a second round when all were passed, and ends with the list', () => {
    expect(currentOf(doors, null, skipped(first, second, third))).toBe(first)
    expect(currentOf([], null, skipped())).toBeUndefined()
  })
  it('goes on to the next door that was not passed, round the list', () => {
    expect(afterThis(doors, first, skipped(first))).toBe(second)
    expect(afterThis(doors, third, skipped(third))).toBe(first)
    expect(afterThis(doors, first, skipped(first, second, third))).toBe(second)
    expect(afterThis([first], first, skipped(first))).toBeUndefined()
  })
})

describe('a room', () => {
  it('is named without the entrance that stands before it', () => {
    expect(roomOf({ entrance: '2', room: '2单元301' })).toBe('301')
    expect(roomOf({ entrance: '2', room: '301' })).toBe('301')
    expect(roomOf({ entrance: '', room: '单元301' })).toBe('单元301')
  })
})
