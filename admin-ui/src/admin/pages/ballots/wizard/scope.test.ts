import { describe, expect, it } from 'vitest'

import { buildingsOf, chosenUnits, entrancesOf, extentOf, pickedIn, totalsOf, withBuilding, withUnits, type Building, type Chosen } from './scope.ts'

const GRID = {
  b1: { ids: 'u1 u2 u3 u4', floors: '1 1 2 -1', areas: '8835 0 9000 1200', entrances: '1\n1\n1\n', rooms: '102\n101\n201\nB01', usages: 'hhsp', colours: 'rygg' },
}
const [first, empty] = buildingsOf([{ id: 'b1', name: '1号楼' }, { id: 'b2', name: '2号楼' }], GRID) as [Building, Building]
const NONE: Chosen = { buildingIds: [], unitIds: [] }
const KINDS = ['HOME', 'SHOP', 'OFFICE']

describe('choosing', () => {
  it('all units of a building are the building', () => {
    const three = withUnits(first, NONE, ['u1', 'u2', 'u3'], true)
    expect([three.buildingIds, three.unitIds, extentOf(first, three)]).toEqual([[], ['u1', 'u2', 'u3'], 'some'])
    const all = withUnits(first, three, ['u4'], true)
    expect([all.buildingIds, all.unitIds, extentOf(first, all)]).toEqual([['b1'], [], 'all'])
  })

  it('one unit taken out of a building leaves the others by name', () => {
    const rest = withUnits(first, withBuilding(first, NONE, true), ['u2'], false)
    expect(rest).toEqual({ buildingIds: [], unitIds: ['u1', 'u3', 'u4'] })
    expect(withBuilding(first, rest, false)).toEqual(NONE)
  })

  it('leaves what is chosen elsewhere', () => {
    const elsewhere = { buildingIds: ['b2'], unitIds: ['x'] }
    expect(withBuilding(first, elsewhere, true)).toEqual({ buildingIds: ['b2', 'b1'], unitIds: ['x'] })
  })

  it('takes a building without units by its id', () => {
    expect(extentOf(empty, withBuilding(empty, NONE, true))).toBe('all')
    expect(withBuilding(empty, withBuilding(empty, NONE, true), false)).toEqual(NONE)
  })
})

describe('what is chosen amounts to', () => {
  it('counts what the estate’s rules count, and names what is wrong', () => {
    expect(totalsOf(first.units, KINDS)).toEqual({
      units: 4, counted: 3, area: 17835, certified: 1, certifiedArea: 8835, withoutOwner: 1, uncountedParking: 1, zeroAreas: 1,
    })
    expect(totalsOf(first.units, [...KINDS, 'PARKING'])).toMatchObject({ counted: 4, area: 19035, uncountedParking: 0, withoutOwner: 2 })
  })

  it('is everything where the whole estate is chosen', () => {
    expect(chosenUnits([first, empty], 'whole')).toHaveLength(4)
    expect(chosenUnits([first, empty], { buildingIds: [], unitIds: ['u3'] }).map((unit) => unit.room)).toEqual(['201'])
    expect(pickedIn(first, NONE).size).toBe(0)
  })
})

it('a building stands entrance by entrance, the highest floor on top, rooms in their order', () => {
  const shown = entrancesOf(first).map((entrance) => [entrance.name, entrance.floors.map((row) => [row.floor, row.units.map((unit) => unit.room).join()])])
  expect(shown).toEqual([['', [[-1, 'B01']]], ['1', [[2, '201'], [1, '101,102']]]])
})
