import { COLOURS, type Colour, type Units } from './units.ts'

/** What a cell draws, as one number so that it compares at once: its colour, and whether the Tab key stops there. */
export type Look = number
export const lookOf = (colour: Colour, active: boolean): Look => COLOURS.indexOf(colour) * 2 + (active ? 1 : 0)
export const colourIn = (look: Look): Colour => COLOURS[look >> 1] ?? 'g'
export const activeIn = (look: Look): boolean => (look & 1) === 1

export type Counts = Readonly<Record<Colour, number>>

/** The colours of all units and the cell that the keyboard is at, outside of React: each cell listens for itself, and a
 * change repaints it and nothing else. */
export class UnitStore {
  readonly units: Units
  readonly #colours: Colour[]
  readonly #cells = new Map<number, Set<() => void>>()
  readonly #watchers = new Set<() => void>()
  #counts: Counts
  #active = -1

  constructor(units: Units) {
    this.units = units
    this.#colours = [...units.colours]
    this.#counts = counted(this.#colours)
  }

  colour(index: number): Colour {
    return this.#colours[index] ?? 'g'
  }

  look(index: number): Look {
    return lookOf(this.colour(index), index === this.#active)
  }

  /** Tells `listener` when the look of one cell changes. */
  watchCell(index: number, listener: () => void): () => void {
    const listeners = this.#cells.get(index) ?? new Set()
    this.#cells.set(index, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#cells.delete(index)
    }
  }

  /** Tells `listener` when the counts or the active cell change. */
  readonly watch = (listener: () => void): (() => void) => {
    this.#watchers.add(listener)
    return () => this.#watchers.delete(listener)
  }

  readonly counts = (): Counts => this.#counts
  readonly active = (): number => this.#active

  activate(index: number): void {
    if (index === this.#active) return
    const before = this.#active
    this.#active = index
    this.#tell(before)
    this.#tell(index)
    for (const listener of this.#watchers) listener()
  }

  /** Takes the present colours, by building. False if they are of other units than these: then ask for the units. */
  paint(colours: Readonly<Record<string, string>>): boolean {
    const { buildings } = this.units
    if (Object.keys(colours).length !== buildings.length) return false
    if (buildings.some((one) => colours[one.id]?.length !== one.to - one.from)) return false
    let changed = false
    for (const { id, from, to } of buildings) {
      const letters = colours[id] ?? ''
      for (let index = from; index < to; index += 1) {
        const colour = letters[index - from] as Colour
        if (colour === this.#colours[index]) continue
        this.#colours[index] = colour
        changed = true
        this.#tell(index)
      }
    }
    if (changed) {
      this.#counts = counted(this.#colours)
      for (const listener of this.#watchers) listener()
    }
    return true
  }

  #tell(index: number): void {
    for (const listener of this.#cells.get(index) ?? []) listener()
  }
}

export function counted(colours: readonly Colour[]): Counts {
  const counts = { g: 0, y: 0, r: 0 }
  for (const one of colours) counts[one] += 1
  return counts
}
