/** A ballot's scope over buildings and units. Areas are whole numbers of 0.01 m². */

export interface Unit {
  readonly id: string
  readonly entrance: string
  readonly floor: number
  readonly room: string
  readonly area: number
  readonly usage: string
  /** g no owner known, y owner known, r certified. */
  readonly colour: string
}

export interface Building {
  readonly id: string
  readonly name: string
  readonly units: readonly Unit[]
}

const USAGES: Readonly<Record<string, string>> = {
  h: 'HOME', s: 'SHOP', o: 'OFFICE', p: 'PARKING', t: 'STORAGE', u: 'PUBLIC', e: 'EQUIPMENT', d: 'CIVIL_DEFENCE',
}

interface Columns {
  readonly ids: string
  readonly floors: string
  readonly areas: string
  readonly entrances: string
  readonly rooms: string
  readonly usages: string
  readonly colours: string
}

/** The estate's buildings with their units, in the buildings' order; a building without units stands there empty. */
export function buildingsOf(named: readonly { readonly id: string; readonly name: string }[], grid: unknown): readonly Building[] {
  const columns = (grid ?? {}) as Readonly<Record<string, Columns>>
  return named.map(({ id, name }) => ({ id, name, units: columns[id] === undefined ? [] : unitsOf(columns[id]) }))
}

function unitsOf(columns: Columns): readonly Unit[] {
  const [floors, areas] = [columns.floors.split(' '), columns.areas.split(' ')]
  const [entrances, rooms] = [columns.entrances.split('\n'), columns.rooms.split('\n')]
  return columns.ids.split(' ').map((id, at) => ({
    id,
    entrance: entrances[at] ?? '',
    floor: Number(floors[at]),
    room: rooms[at] ?? '',
    area: Number(areas[at]),
    usage: USAGES[columns.usages[at] ?? ''] ?? '',
    colour: columns.colours[at] ?? 'g',
  }))
}

/** What is chosen: whole buildings, and single units of others. */
export interface Chosen {
  readonly buildingIds: readonly string[]
  readonly unitIds: readonly string[]
}

export type Extent = 'all' | 'some' | 'none'

export function extentOf(building: Building, chosen: Chosen): Extent {
  if (chosen.buildingIds.includes(building.id)) return 'all'
  const picked = new Set(chosen.unitIds)
  return building.units.some((unit) => picked.has(unit.id)) ? 'some' : 'none'
}

/** The units of one building that are chosen. */
export function pickedIn(building: Building, chosen: Chosen): ReadonlySet<string> {
  if (chosen.buildingIds.includes(building.id)) return new Set(building.units.map((unit) => unit.id))
  const picked = new Set(chosen.unitIds)
  return new Set(building.units.map((unit) => unit.id).filter((id) => picked.has(id)))
}

/** The choice with these units of a building in it or out of it. All of a building's units are the building itself. */
export function withUnits(building: Building, chosen: Chosen, unitIds: readonly string[], wanted: boolean): Chosen {
  const picked = new Set(pickedIn(building, chosen))
  for (const id of unitIds) {
    if (wanted) picked.add(id)
    else picked.delete(id)
  }
  const own = new Set(building.units.map((unit) => unit.id))
  const others = chosen.unitIds.filter((id) => !own.has(id))
  const whole = building.units.length > 0 && picked.size === building.units.length
  const buildings = chosen.buildingIds.filter((id) => id !== building.id)
  return {
    buildingIds: whole ? [...buildings, building.id] : buildings,
    unitIds: whole ? others : [...others, ...building.units.map((unit) => unit.id).filter((id) => picked.has(id))],
  }
}

export const withBuilding = (building: Building, chosen: Chosen, wanted: boolean): Chosen =>
  building.units.length === 0
    ? { ...chosen, buildingIds: wanted ? [...chosen.buildingIds, building.id] : chosen.buildingIds.filter((id) => id !== building.id) }
    : withUnits(building, chosen, building.units.map((unit) => unit.id), wanted)

/** What a set of units amounts to under the estate's rules, and what is wrong with it. */
export interface Totals {
  readonly units: number
  readonly counted: number
  readonly area: number
  readonly certified: number
  readonly certifiedArea: number
  readonly withoutOwner: number
  readonly uncountedParking: number
  readonly zeroAreas: number
}

const NOTHING: Totals = { units: 0, counted: 0, area: 0, certified: 0, certifiedArea: 0, withoutOwner: 0, uncountedParking: 0, zeroAreas: 0 }

export function totalsOf(units: readonly Unit[], areaKinds: readonly string[]): Totals {
  return units.reduce((sum, unit) => {
    const counts = areaKinds.includes(unit.usage)
    const certified = counts && unit.colour === 'r'
    return {
      units: sum.units + 1,
      counted: sum.counted + Number(counts),
      area: sum.area + (counts ? unit.area : 0),
      certified: sum.certified + Number(certified),
      certifiedArea: sum.certifiedArea + (certified ? unit.area : 0),
      withoutOwner: sum.withoutOwner + Number(counts && unit.colour === 'g'),
      uncountedParking: sum.uncountedParking + Number(!counts && (unit.usage === 'PARKING' || unit.usage === 'STORAGE')),
      zeroAreas: sum.zeroAreas + Number(counts && unit.area === 0),
    }
  }, NOTHING)
}

/** The chosen units, of the whole estate where it is chosen. */
export function chosenUnits(buildings: readonly Building[], chosen: Chosen | 'whole'): readonly Unit[] {
  if (chosen === 'whole') return buildings.flatMap((building) => building.units)
  return buildings.flatMap((building) => {
    const picked = pickedIn(building, chosen)
    return building.units.filter((unit) => picked.has(unit.id))
  })
}

/** A row of the unit grid: one floor of one entrance, its rooms in order. */
export interface FloorRow {
  readonly floor: number
  readonly units: readonly Unit[]
}

export interface Entrance {
  readonly name: string
  readonly floors: readonly FloorRow[]
}

/** A building as its grid shows it: entrance by entrance, the highest floor on top. */
export function entrancesOf(building: Building): readonly Entrance[] {
  const names = [...new Set(building.units.map((unit) => unit.entrance))].sort(inOrder)
  return names.map((name) => {
    const inside = building.units.filter((unit) => unit.entrance === name)
    const floors = [...new Set(inside.map((unit) => unit.floor))].sort((one, other) => other - one)
    return {
      name,
      floors: floors.map((floor) => ({
        floor, units: inside.filter((unit) => unit.floor === floor).sort((one, other) => inOrder(one.room, other.room)),
      })),
    }
  })
}

const inOrder = (one: string, other: string): number => one.localeCompare(other, 'zh-CN', { numeric: true })
