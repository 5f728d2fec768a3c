import { describe, expect, it } from 'vitest'

import { rowsOf, stepTo } from './picker.ts'
import type { Building, Unit } from './scope.ts'

const unit = (entrance: string, floor: number, room: string): Unit => ({ id: `${entrance}-${room}`, entrance, floor, room, area: 8835, usage: 'HOME', colour: 'r' })
const building: Building = {
  id: 'b', name: '1号楼',
  units: [unit('2', 1, '101'), unit('1', 1, '102'), unit('1', 1, '101'), unit('1', 2, '201'), unit('1', 2, '202'), unit('1', 2, '203')],
}
const rows = rowsOf(building)

describe('the lines of a building', () => {
  it('are each entrance with all of it, then its floors from the top', () => {
    expect(rows.map((row) => (row.kind === 'entrance' ? row.ids.join(' ') : `${row.floor}: ${row.units.map((one) => one.room).join(' ')}`))).toEqual([
      '1-201 1-202 1-203 1-101 1-102', '2: 201 202 203', '1: 101 102', '2-101', '1: 101',
    ])
  })
})

describe('keys', () => {
  const go = (row: number, column: number, key: string, whole = false): [number, number] | null => {
    const to = stepTo(rows, { row, column }, key, whole)
    return to && [to.row, to.column]
  }
  it('move by one and stop at the edges', () => {
    expect(go(1, 0, 'ArrowRight')).toEqual([1, 1])
    expect(go(1, 2, 'ArrowRight')).toEqual([1, 2])
    expect(go(1, 0, 'ArrowLeft')).toEqual([1, 0])
    expect(go(0, 0, 'ArrowUp')).toEqual([0, 0])
    expect(go(4, 0, 'ArrowDown')).toEqual([4, 0])
  })
  it('keep to the last unit of a shorter line, and pass through the lines of entrances', () => {
    expect(go(1, 2, 'ArrowDown')).toEqual([2, 1])
    expect(go(2, 1, 'ArrowDown')).toEqual([3, 0])
  })
  it('go to the ends of a line and of the building, and by pages', () => {
    expect(go(1, 1, 'Home')).toEqual([1, 0])
    expect(go(1, 1, 'End')).toEqual([1, 2])
    expect(go(1, 1, 'Home', true)).toEqual([0, 0])
    expect(go(1, 1, 'End', true)).toEqual([4, 0])
    expect(go(1, 1, 'PageDown')).toEqual([4, 0])
    expect(go(4, 0, 'PageUp')).toEqual([0, 0])
  })
  it('leave other keys alone', () => {
    expect(go(1, 1, ' ')).toBeNull()
    expect(go(1, 1, 'Tab')).toBeNull()
  })
})
