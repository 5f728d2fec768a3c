import { expect, test } from 'vitest'

import { fenOf, lasted, placeOf, yuan } from './terms.ts'

const place = { unitBuilding: '3号楼', entrance: '2', room: '501', partBuilding: null }

test('a place is the unit, or the common part with its building or the whole estate', () => {
  expect(placeOf({ part: null, place }, 'zh')).toBe('3号楼 2单元 501')
  expect(placeOf({ part: null, place: { ...place, entrance: '' } }, 'zh')).toBe('3号楼 501')
  expect(placeOf({ part: 'LIFT', place }, 'zh')).toBe('整个小区 电梯')
  expect(placeOf({ part: 'LIFT', place: { ...place, partBuilding: '5号楼' } }, 'zh')).toBe('5号楼 电梯')
  expect(placeOf({ part: 'LIFT', place }, 'en')).toBe('Lift, the whole estate')
})

test('an amount of money is told in yuan to the fen', () => {
  expect(yuan(34_000_000, 'zh')).toBe('340,000.00 元')
  expect(yuan(5, 'zh')).toBe('0.05 元')
  expect(yuan(123_456, 'en')).toBe('¥1,234.56')
})

test('what was typed as yuan is told to the fen, and what is no amount is refused', () => {
  expect(fenOf('340,000')).toBe(34_000_000)
  expect(fenOf(' 0.5 ')).toBe(50)
  expect(fenOf('1234.56')).toBe(123_456)
  for (const wrong of ['', '1.234', '-5', '12元', '1e3', '.5']) expect(fenOf(wrong), wrong).toBeNull()
})

test('a duration has its two largest units', () => {
  expect(lasted(20, 'zh')).toBe('不到 1 分钟')
  expect(lasted(3_600, 'zh')).toBe('1 小时')
  expect(lasted(5_400, 'en')).toBe('1 hour 30 minutes')
  expect(lasted(86_400 + 7_200 + 300, 'zh')).toBe('1 天 2 小时')
  expect(lasted(172_800 + 300, 'zh')).toBe('2 天')
})
