import { expect, test } from 'vitest'

import { earlier, isQuarter, quarterName, quarterOf, startOf } from './quarters.ts'

test('a quarter has a name in both languages', () => {
  expect(quarterName('2026Q4', 'zh')).toBe('2026 年第四季度')
  expect(quarterName('2026Q1', 'en')).toBe('Q1 2026')
})

test('quarters are counted back over the turn of a year', () => {
  expect([0, 1, 3, 4, 7].map((back) => earlier('2026Q1', back))).toEqual(['2026Q1', '2025Q4', '2025Q2', '2025Q1', '2024Q2'])
})

test('a quarter begins at midnight in Beijing', () => {
  expect(startOf('2026Q4')).toBe('2026-10-01T00:00:00+08:00')
  expect(new Date(startOf('2026Q1')).toISOString()).toBe('2025-12-31T16:00:00.000Z')
})

test('an instant belongs to the quarter that it is in Beijing', () => {
  expect(quarterOf(Date.parse('2026-09-30T23:59:59.999+08:00'))).toBe('2026Q3')
  expect(quarterOf(Date.parse('2026-10-01T00:00:00+08:00'))).toBe('2026Q4')
  expect(quarterOf(Date.parse('2025-12-31T16:00:00Z'))).toBe('2026Q1')
})

test('only what the API writes is a quarter', () => {
  expect(['2026Q4', '2026Q5', '26Q1', '', '2026Q1 '].map(isQuarter)).toEqual([true, false, false, false, false])
})
