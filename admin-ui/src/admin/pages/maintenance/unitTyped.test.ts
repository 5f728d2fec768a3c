import { expect, it } from 'vitest'

import { EMPTY_UNIT, notNumbers, typedUnit, unitInput, type TypedUnit } from './unitTyped.ts'

const say = { floor: (field: string) => field, area: 'area' }
const home: TypedUnit = { ...EMPTY_UNIT, room: '102', floor: '1', floorFrom: '-1', floorTo: '2', area: '207.1' }
const paths = (typed: TypedUnit): string[] => notNumbers(typed, say).map((one) => one.path)

it.each([
  [home, []],
  [EMPTY_UNIT, ['unit.floor', 'unit.floorFrom', 'unit.floorTo', 'unit.area']],
  [{ ...home, floor: '一层' }, ['unit.floor']],
  [{ ...home, floor: '1.5', area: '88,35' }, ['unit.floor', 'unit.area']],
  [{ ...home, area: '88.355' }, ['unit.area']],
  [{ ...home, area: ' 88 ' }, []],
] as const)('%o has faults at %o', (typed, found) => expect(paths(typed)).toEqual(found))

it('gives what the register has and takes it back the same', () => {
  const unit = { entrance: '1', floor: 1, floorFrom: -1, floorTo: 2, room: '102', usage: 'HOME', layout: '其它', area: '207.10', areaSource: 'SURVEY', developerStock: false, delivered: true } as const
  expect(unitInput(typedUnit(unit))).toEqual(unit)
})
