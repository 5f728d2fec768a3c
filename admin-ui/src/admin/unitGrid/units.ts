/** Every unit of an estate, by columns of one length: a unit is its index. */
export interface Units {
  readonly count: number
  readonly ids: readonly string[]
  /** Each unit's building, as its place in `buildings`. */
  readonly building: readonly number[]
  readonly entrance: readonly string[]
  readonly floor: readonly number[]
  readonly room: readonly string[]
  /** In 0.01 m². */
  readonly area: readonly number[]
  readonly usage: readonly UsageLetter[]
  readonly colours: readonly Colour[]
  readonly buildings: readonly UnitsOfBuilding[]
}

/** A building with its units, which are those from `from` up to, not including, `to`. */
export interface UnitsOfBuilding {
  readonly id: string
  readonly name: string
  readonly from: number
  readonly to: number
}

export const COLOURS = ['g', 'y', 'r'] as const
export type Colour = (typeof COLOURS)[number]
export type UsageLetter = 'h' | 's' | 'o' | 'p' | 't' | 'u' | 'e' | 'd'

/** As the scalar EstateGrid says. */
interface Columns {
  readonly ids: string
  readonly entrances: string
  readonly floors: string
  readonly rooms: string
  readonly areas: string
  readonly usages: string
  readonly colours: string
}

/** The scalar EstateGrid as columns over all units, building after building in the order of the building table. */
export function unitsOf(grid: unknown, buildings: readonly { readonly id: string; readonly name: string }[]): Units {
  const given = grid as Readonly<Record<string, Columns>>
  const ids: string[] = []
  const building: number[] = []
  const entrance: string[] = []
  const floor: number[] = []
  const room: string[] = []
  const area: number[] = []
  const usage: UsageLetter[] = []
  const colours: Colour[] = []
  const spans: UnitsOfBuilding[] = []
  for (const one of buildings) {
    const columns = given[one.id]
    if (columns === undefined) continue
    const from = ids.length
    append(ids, columns.ids.split(' '))
    append(entrance, columns.entrances.split('\n'))
    append(floor, columns.floors.split(' ').map(Number))
    append(room, columns.rooms.split('\n'))
    append(area, columns.areas.split(' ').map(Number))
    append(usage, columns.usages.split('') as UsageLetter[])
    append(colours, columns.colours.split('') as Colour[])
    const place = spans.length
    spans.push({ id: one.id, name: one.name, from, to: ids.length })
    while (building.length < ids.length) building.push(place)
  }
  return { count: ids.length, ids, building, entrance, floor, room, area, usage, colours, buildings: spans }
}

// Not `push(...more)`: ten thousand arguments are more than some browsers take.
function append<Item>(to: Item[], more: readonly Item[]): void {
  for (const one of more) to.push(one)
}

/** Those units whose room, or entrance and room, is `typed`; if there are none, those whose room contains it. */
export function findRooms(units: Units, shown: readonly number[], typed: string): number[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return []
  const names = (index: number): string[] => {
    const room = (units.room[index] ?? '').toLowerCase()
    const entrance = units.entrance[index] ?? ''
    return [room, `${entrance}-${room}`, `${entrance}单元${room}`]
  }
  const exact = shown.filter((index) => names(index).includes(wanted))
  return exact.length > 0 ? exact : shown.filter((index) => names(index).some((name) => name.includes(wanted)))
}

/** A room without the entrance that its register writes in front of it. */
export function shortRoom(units: Units, index: number): string {
  const room = units.room[index] ?? ''
  const before = `${units.entrance[index] ?? ''}单元`
  return room.startsWith(before) && room.length > before.length ? room.slice(before.length) : room
}

/** 8835 as "88.35", as the API writes areas. */
export const areaText = (hundredths: number): string =>
  `${Math.trunc(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`

/** The colours as the subscription has them. */
export const coloursByBuilding = (units: Units): Readonly<Record<string, string>> =>
  Object.fromEntries(units.buildings.map((one) => [one.id, units.colours.slice(one.from, one.to).join('')]))

/** Whether two answers are of the same units, whatever their colours. */
export function sameUnits(one: Units, other: Units): boolean {
  return one === other || (one.count === other.count && one.buildings.every((building, place) => {
    const there = other.buildings[place]
    return building.id === there?.id && building.name === there.name && building.to === there.to
  }) && COLUMNS.every((column) => one[column].every((value, index) => value === other[column][index])))
}

const COLUMNS = ['ids', 'entrance', 'floor', 'room', 'area', 'usage'] as const
