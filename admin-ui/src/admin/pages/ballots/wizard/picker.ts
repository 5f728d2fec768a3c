import { entrancesOf, type Building, type Unit } from './scope.ts'

/** One line of the unit picker: an entrance with everything in it, or a floor of it with its units. */
export type PickRow =
  | { readonly kind: 'entrance'; readonly entrance: string; readonly ids: readonly string[] }
  | { readonly kind: 'floor'; readonly entrance: string; readonly floor: number; readonly units: readonly Unit[] }

/** A building line by line, entrance by entrance, the highest floor on top. */
export function rowsOf(building: Building): readonly PickRow[] {
  return entrancesOf(building).flatMap(({ name, floors }): PickRow[] => [
    { kind: 'entrance', entrance: name, ids: floors.flatMap((floor) => floor.units.map((unit) => unit.id)) },
    ...floors.map(({ floor, units }): PickRow => ({ kind: 'floor', entrance: name, floor, units })),
  ])
}

/** A check box of the picker, by its line and its place there. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** How many lines a page key goes. */
const PAGE = 10

const widthOf = (row: PickRow | undefined): number => (row?.kind === 'floor' ? row.units.length : 1)

/** Where a key leads; null where the key is none of these, the same place where there is nothing further that way. */
export function stepTo(rows: readonly PickRow[], at: Place, key: string, whole: boolean): Place | null {
  const last = rows.length - 1
  const toRow = (row: number): Place => {
    const found = Math.max(0, Math.min(last, row))
    // A line may have fewer units than the one before it.
    return { row: found, column: Math.min(at.column, widthOf(rows[found]) - 1) }
  }
  const toColumn = (column: number): Place => ({ row: at.row, column: Math.max(0, Math.min(widthOf(rows[at.row]) - 1, column)) })
  switch (key) {
    case 'ArrowUp': return toRow(at.row - 1)
    case 'ArrowDown': return toRow(at.row + 1)
    case 'PageUp': return toRow(at.row - PAGE)
    case 'PageDown': return toRow(at.row + PAGE)
    case 'ArrowLeft': return toColumn(at.column - 1)
    case 'ArrowRight': return toColumn(at.column + 1)
    case 'Home': return whole ? { row: 0, column: 0 } : toColumn(0)
    case 'End': return whole ? { row: last, column: widthOf(rows[last]) - 1 } : toColumn(Number.MAX_SAFE_INTEGER)
    default: return null
  }
}
