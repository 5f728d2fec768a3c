import type { Units } from './units.ts'

/** One line of the grid: a building's name, the names of entrances over their rooms, or a floor of rooms. */
export type Row =
  | { readonly kind: 'building'; readonly building: number }
  | { readonly kind: 'entrances'; readonly entrances: readonly { readonly name: string; readonly column: number; readonly width: number }[] }
  | {
      readonly kind: 'floor'
      readonly floor: number
      /** By column: a unit, or -1 where there is none. */
      readonly cells: readonly number[]
      /** The columns at which an entrance begins. */
      readonly edges: ReadonlySet<number>
    }

export interface Layout {
  readonly rows: readonly Row[]
  /** By unit: its row and column, or -1 where it is not shown. */
  readonly rowOf: Int32Array
  readonly columnOf: Int32Array
  /** The units that are shown, in the order of reading. */
  readonly shown: readonly number[]
}

/** How a building table is drawn: floors from the top down, the rooms of each entrance side by side in columns of their
 * own, as many entrances beside each other as `columns` allow; what is wider goes on in the next line.
 *
 * `wanted` says which units are shown at all. */
export function layOut(units: Units, columns: number, wanted: (index: number) => boolean): Layout {
  const rows: Row[] = []
  const rowOf = new Int32Array(units.count).fill(-1)
  const columnOf = new Int32Array(units.count).fill(-1)
  const shown: number[] = []
  for (const [place, building] of units.buildings.entries()) {
    const entrances = entrancesOf(units, building.from, building.to, wanted, columns)
    if (entrances.length === 0) continue
    rows.push({ kind: 'building', building: place })
    for (const band of bandsOf(entrances, columns)) {
      if (band.some((one) => one.name !== '')) {
        rows.push({ kind: 'entrances', entrances: band.map(({ name, column, width }) => ({ name, column, width })) })
      }
      for (const floor of floorsOf(band)) {
        for (const cells of linesOf(band, floor)) {
          cells.forEach((index, column) => {
            if (index < 0) return
            rowOf[index] = rows.length
            columnOf[index] = column
            shown.push(index)
          })
          rows.push({ kind: 'floor', floor, cells, edges: new Set(band.map((one) => one.column)) })
        }
      }
    }
  }
  return { rows, rowOf, columnOf, shown }
}

interface Entrance {
  readonly name: string
  readonly floors: ReadonlyMap<number, readonly number[]>
  readonly width: number
}
type Placed = Entrance & { readonly column: number }

const naturally = new Intl.Collator('zh-CN', { numeric: true }).compare

function entrancesOf(units: Units, from: number, to: number, wanted: (index: number) => boolean, columns: number): Entrance[] {
  const found = new Map<string, Map<number, number[]>>()
  for (let index = from; index < to; index += 1) {
    if (!wanted(index)) continue
    const name = units.entrance[index] ?? ''
    const floor = units.floor[index] ?? 0
    const floors = found.get(name) ?? new Map<number, number[]>()
    found.set(name, floors)
    const rooms = floors.get(floor)
    if (rooms === undefined) floors.set(floor, [index])
    else rooms.push(index)
  }
  return [...found]
    .map(([name, floors]) => {
      for (const rooms of floors.values()) rooms.sort((one, other) => naturally(units.room[one] ?? '', units.room[other] ?? ''))
      const widest = Math.max(...[...floors.values()].map((rooms) => rooms.length))
      return { name, floors, width: Math.min(widest, columns) }
    })
    .sort((one, other) => naturally(one.name, other.name))
}

function bandsOf(entrances: readonly Entrance[], columns: number): Placed[][] {
  const bands: Placed[][] = []
  let used = columns
  for (const one of entrances) {
    if (used + one.width > columns) {
      bands.push([])
      used = 0
    }
    bands.at(-1)?.push({ ...one, column: used })
    used += one.width
  }
  return bands
}

const floorsOf = (band: readonly Placed[]): number[] =>
  [...new Set(band.flatMap((one) => [...one.floors.keys()]))].sort((one, other) => other - one)

function linesOf(band: readonly Placed[], floor: number): number[][] {
  const end = band.at(-1)
  const lines: number[][] = []
  for (const one of band) {
    (one.floors.get(floor) ?? []).forEach((index, place) => {
      const line = Math.floor(place / one.width)
      while (lines.length <= line) lines.push(Array<number>((end?.column ?? 0) + (end?.width ?? 0)).fill(-1))
      const cells = lines[line]
      if (cells) cells[one.column + (place % one.width)] = index
    })
  }
  return lines
}

export type Step = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End' | 'PageUp' | 'PageDown'

/** How many floors a page key goes. */
const PAGE = 10

/** The unit that a key leads to from `index`; the same one where there is nothing further in that direction. */
export function stepFrom(layout: Layout, index: number, step: Step, whole = false): number {
  const at = layout.rowOf[index] ?? -1
  const column = layout.columnOf[index] ?? -1
  const row = layout.rows[at]
  if (row?.kind !== 'floor') return layout.shown[0] ?? index
  switch (step) {
    case 'ArrowLeft':
      return row.cells.slice(0, column).findLast(isUnit) ?? index
    case 'ArrowRight':
      return row.cells.slice(column + 1).find(isUnit) ?? index
    case 'Home':
      return (whole ? layout.shown[0] : row.cells.find(isUnit)) ?? index
    case 'End':
      return (whole ? layout.shown.at(-1) : row.cells.findLast(isUnit)) ?? index
    case 'ArrowUp':
      return upOrDown(layout, at, column, -1, 1) ?? index
    case 'ArrowDown':
      return upOrDown(layout, at, column, 1, 1) ?? index
    case 'PageUp':
      return upOrDown(layout, at, column, -1, PAGE) ?? index
    case 'PageDown':
      return upOrDown(layout, at, column, 1, PAGE) ?? index
    default:
      return step satisfies never
  }
}

const isUnit = (index: number): boolean => index >= 0

function upOrDown(layout: Layout, from: number, column: number, direction: 1 | -1, floors: number): number | undefined {
  let found: number | undefined
  let left = floors
  for (let at = from + direction; at >= 0 && at < layout.rows.length && left > 0; at += direction) {
    const row = layout.rows[at]
    if (row?.kind !== 'floor') continue
    const near = nearest(row.cells, column)
    if (near === undefined) continue
    found = near
    left -= 1
  }
  return found
}

function nearest(cells: readonly number[], column: number): number | undefined {
  for (let away = 0; away < Math.max(cells.length, column + 1); away += 1) {
    const before = cells[column - away]
    if (before !== undefined && before >= 0) return before
    const behind = cells[column + away]
    if (behind !== undefined && behind >= 0) return behind
  }
  return undefined
}
