import { describe, expect, it } from 'vitest'

import { afterThis, currentOf, roomOf, type Visit } from './route.ts'

const visit = (room: string): Visit => ({
  __typename: 'DoorVisit', id: room, maskedName: '张*', ownerKind: 'PERSON', units: 1, heads: 1, area: '88.35',
  door: { __typename: 'SilentUnit', unitId: room, building: '1号楼', entrance: '1', floor: 1, room, certified: false },
})
const doors = ['101', '102', '103'].map(visit)
const [first, second, third] = doors as [Visit, Visit, Visit]
const passed = (...visits: Visit[]): ReadonlySet<string> => new Set(visits.map((one) => one.id))

describe('a walk', () => {
  it('begins at the first door that was not passed', () => {
    expect(currentOf(doors, null, passed())).toBe(first)
    expect(currentOf(doors, null, passed(first))).toBe(second)
  })
  it('goes to the door that was chosen while it is on the list', () => {
    expect(currentOf(doors, third.id, passed())).toBe(third)
    expect(currentOf([first, second], third.id, passed(first))).toBe(second)
  })
  it('begins a second round when all were passed, and ends with the list', () => {
    expect(currentOf(doors, null, passed(first, second, third))).toBe(first)
    expect(currentOf([], null, passed())).toBeUndefined()
  })
  it('goes on to the next door that was not passed, round the list', () => {
    expect(afterThis(doors, first, passed(first))).toBe(second)
    expect(afterThis(doors, third, passed(third))).toBe(first)
    expect(afterThis(doors, first, passed(first, second, third))).toBe(second)
    expect(afterThis([first], first, passed(first))).toBeUndefined()
  })
})

describe('a room', () => {
  it('is named without the entrance that stands before it', () => {
    expect(roomOf({ entrance: '2', room: '2单元301' })).toBe('301')
    expect(roomOf({ entrance: '2', room: '301' })).toBe('301')
    expect(roomOf({ entrance: '', room: '单元301' })).toBe('单元301')
  })
})
