import { describe, expect, it, vi } from 'vitest'

import { layOut, stepFrom } from './layout.ts'
import { activeIn, colourIn, UnitStore } from './store.ts'
import { coloursByBuilding, findRooms, sameUnits, shortRoom, unitsOf, type Units } from './units.ts'

type Given = readonly [entrance: string, floor: number, room: string, colour?: string]

function made(...buildings: readonly (readonly Given[])[]): Units {
  let next = 0
  const grid = Object.fromEntries(buildings.map((units, place) => [`b${place}`, {
    ids: units.map(() => `u${next++}`).join(' '),
    entrances: units.map(([entrance]) => entrance).join('\n'),
    floors: units.map(([, floor]) => floor).join(' '),
    rooms: units.map(([, , room]) => room).join('\n'),
    areas: units.map(() => 8835).join(' '),
    usages: units.map(() => 'h').join(''),
    colours: units.map(([, , , colour = 'g']) => colour).join(''),
  }]))
  return unitsOf(grid, buildings.map((_, place) => ({ id: `b${place}`, name: `${place + 1}号楼` })))
}

const every = (): boolean => true
const rooms = (units: Units, cells: readonly number[]): string[] => cells.map((index) => (index < 0 ? '·' : (units.room[index] ?? '')))
const floorsOf = (units: Units, columns: number): string[] =>
  layOut(units, columns, every).rows.flatMap((row) => (row.kind === 'floor' ? [`${row.floor}: ${rooms(units, row.cells).join(' ')}`] : []))

describe('the layout of a building table', () => {
  it('draws floors from the top down and the rooms of each entrance in columns of its own', () => {
    const units = made([['2', 1, '101'], ['1', 1, '102'], ['1', 1, '101'], ['1', 2, '201'], ['10', 2, '202'], ['2', 2, '201']])
    expect(floorsOf(units, 8)).toEqual(['2: 201 · 201 202', '1: 101 102 101 ·'])
    expect(layOut(units, 8, every).rows[1]).toMatchObject({ kind: 'entrances', entrances: [{ name: '1' }, { name: '2' }, { name: '10' }] })
  })

  it('puts entrances that have no place beside each other one below the other', () => {
    const units = made([['1', 1, '101'], ['1', 1, '102'], ['2', 1, '101'], ['2', 1, '102']])
    expect(layOut(units, 3, every).rows.map((row) => row.kind)).toEqual(['building', 'entrances', 'floor', 'entrances', 'floor'])
  })

  it('goes on in the next line where a floor of an entrance is wider than the page', () => {
    const units = made([['', -1, 'B1-1'], ['', -1, 'B1-2'], ['', -1, 'B1-10']])
    expect(floorsOf(units, 2)).toEqual(['-1: B1-1 B1-2', '-1: B1-10 ·'])
    expect(layOut(units, 2, every).rows.map((row) => row.kind)).toEqual(['building', 'floor', 'floor'])
  })

  it('leaves out what is not wanted, and buildings in which nothing is', () => {
    const units = made([['1', 1, '101', 'r']], [['1', 1, '101', 'g'], ['1', 2, '201', 'r']])
    const layout = layOut(units, 4, (index) => units.colours[index] === 'g')
    expect(layout.shown).toEqual([1])
    expect([...layout.rowOf]).toEqual([-1, 2, -1])
  })
})

describe('the arrow keys', () => {
  const units = made(
    [['1', 2, '201'], ['1', 2, '202'], ['1', 1, '101'], ['1', 1, '102'], ['1', 1, '103']],
    [['1', 1, '101']],
  )
  const layout = layOut(units, 8, every)
  it.each([
    [0, 'ArrowRight', 1], [1, 'ArrowRight', 1], [0, 'ArrowDown', 2], [4, 'ArrowUp', 1], [4, 'ArrowDown', 5], [5, 'ArrowUp', 2],
    [0, 'ArrowUp', 0], [3, 'Home', 2], [2, 'End', 4], [0, 'PageDown', 5], [5, 'PageUp', 0],
  ] as const)('from %i by %s to %i', (from, step, to) => expect(stepFrom(layout, from, step)).toBe(to))

  it('with Ctrl go to the first and the last unit of all', () => {
    expect(stepFrom(layout, 3, 'Home', true)).toBe(0)
    expect(stepFrom(layout, 3, 'End', true)).toBe(5)
  })
})

describe('the store', () => {
  it('tells only the cell whose colour changed, and counts anew', () => {
    const units = made([['1', 1, '101', 'g'], ['1', 1, '102', 'y']])
    const store = new UnitStore(units)
    const cells = [vi.fn(), vi.fn()]
    cells.forEach((cell, index) => store.watchCell(index, cell))
    expect(store.paint({ b0: 'gr' })).toBe(true)
    expect(cells.map((cell) => cell.mock.calls.length)).toEqual([0, 1])
    expect(store.counts()).toEqual({ g: 1, y: 0, r: 1 })
    store.paint({ b0: 'gr' })
    expect(cells.map((cell) => cell.mock.calls.length)).toEqual([0, 1])
  })

  it('does not take the colours of other units than its own', () => {
    const store = new UnitStore(made([['1', 1, '101']], [['1', 1, '101']]))
    expect(store.paint({ b0: 'r' })).toBe(false)
    expect(store.paint({ b0: 'rr', b1: 'r' })).toBe(false)
    expect(store.counts()).toEqual({ g: 2, y: 0, r: 0 })
  })

  it('moves the stop of the Tab key by repainting two cells', () => {
    const store = new UnitStore(made([['1', 1, '101'], ['1', 1, '102', 'r'], ['1', 1, '103']]))
    store.activate(0)
    const cells = [vi.fn(), vi.fn(), vi.fn()]
    cells.forEach((cell, index) => store.watchCell(index, cell))
    store.activate(1)
    expect(cells.map((cell) => cell.mock.calls.length)).toEqual([1, 1, 0])
    expect([activeIn(store.look(0)), activeIn(store.look(1)), colourIn(store.look(1))]).toEqual([false, true, 'r'])
  })
})

describe('rooms', () => {
  const units = made([['1', 1, '1单元101'], ['2', 1, '101'], ['2', 11, '1101']])
  it('are found by the whole number first, and by a part of it where there is none', () => {
    const all = [0, 1, 2]
    expect(findRooms(units, all, ' 101 ')).toEqual([1])
    expect(findRooms(units, all, '2-101')).toEqual([1])
    expect(findRooms(units, all, '10')).toEqual([0, 1, 2])
    expect(findRooms(units, all, '')).toEqual([])
    expect(findRooms(units, [0, 2], '101')).toEqual([0, 2])
  })

  it('are named without the entrance that stands over them', () => expect([0, 1].map((one) => shortRoom(units, one))).toEqual(['101', '101']))
})

it('tells an answer about the same units from one about others', () => {
  const [one, repainted, other] = [made([['1', 1, '101', 'g']]), made([['1', 1, '101', 'r']]), made([['1', 1, '102', 'g']])]
  expect(sameUnits(one, repainted)).toBe(true)
  expect(sameUnits(one, other)).toBe(false)
  expect(coloursByBuilding(repainted)).toEqual({ b0: 'r' })
})
