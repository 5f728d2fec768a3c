import type { Fault } from '../../../shared/refusals.gql.ts'
import type { UnitAsDraftedFragment } from './maintenance.gql.ts'

/** A unit as it stands in the form: everything as typed. */
export type TypedUnit = Readonly<Record<'entrance' | 'floor' | 'floorFrom' | 'floorTo' | 'room' | 'layout' | 'area', string>> & {
  readonly usage: UnitAsDraftedFragment['usage']
  readonly areaSource: UnitAsDraftedFragment['areaSource']
  readonly developerStock: boolean
  readonly delivered: boolean
}

export const EMPTY_UNIT: TypedUnit = {
  entrance: '', floor: '', floorFrom: '', floorTo: '', room: '', layout: '', area: '', usage: 'HOME', areaSource: 'REGISTER', developerStock: false, delivered: true,
}

export function typedUnit(unit: Omit<UnitAsDraftedFragment, '__typename' | ' $fragmentName'>): TypedUnit {
  const { entrance, floor, floorFrom, floorTo, room, layout, area, usage, areaSource, developerStock, delivered } = unit
  return { entrance, floor: String(floor), floorFrom: String(floorFrom), floorTo: String(floorTo), room, layout, area, usage, areaSource, developerStock, delivered }
}

const FLOORS = ['floor', 'floorFrom', 'floorTo'] as const

/** What is typed where a number belongs and is none: the API takes numbers only. */
export function notNumbers(typed: TypedUnit, say: { readonly floor: (field: (typeof FLOORS)[number]) => string; readonly area: string }): Fault[] {
  const faults: Fault[] = FLOORS.filter((field) => !/^-?\d{1,3}$/.test(typed[field].trim())).map((field) => ({ path: `unit.${field}`, message: say.floor(field) }))
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(typed.area.trim())) faults.push({ path: 'unit.area', message: say.area })
  return faults
}

/** As the API takes it, once nothing is wrong with the numbers. */
export const unitInput = (typed: TypedUnit): Omit<TypedUnit, 'floor' | 'floorFrom' | 'floorTo'> & Record<(typeof FLOORS)[number], number> => ({
  ...typed, floor: Number(typed.floor), floorFrom: Number(typed.floorFrom), floorTo: Number(typed.floorTo), area: typed.area.trim(),
})
