import { describe, expect, it } from 'vitest'

import { hundredths, needed, percent, portion, written } from './shares.ts'

describe('areas', () => {
  it('are whole numbers of 0.01 m² and come back as they were', () => {
    for (const area of ['0.00', '0.05', '88.35', '123456789.10']) expect(written(hundredths(area))).toBe(area)
    expect(hundredths('88')).toBe(8800n)
    expect(hundredths('88.3')).toBe(8830n)
  })
})

describe('percent', () => {
  it('rounds toward failing: 74.9988 % stays below 75', () => {
    expect(percent(749_988n, 1_000_000n)).toBe('74.99 %')
    expect(percent(1n, 3n)).toBe('33.33 %')
    expect(percent(3n, 3n)).toBe('100.00 %')
    expect(percent(0n, 0n)).toBe('—')
  })

  it('is exact beyond what a float holds', () => {
    expect(percent(900_719_925_474_099_3n, 900_719_925_474_099_4n)).toBe('99.99 %')
  })
})

describe('the least number that reaches a share', () => {
  it('includes the number for two thirds and more (民法典 1259)', () => {
    expect(needed(9n, { operator: '>=', fraction: '2/3' })).toBe(6n)
    expect(needed(10n, { operator: '>=', fraction: '2/3' })).toBe(7n)
  })

  it('excludes it for more than half', () => {
    expect(needed(10n, { operator: '>', fraction: '1/2' })).toBe(6n)
    expect(needed(11n, { operator: '>', fraction: '1/2' })).toBe(6n)
  })
})

it('never draws a bar beyond its frame', () => {
  expect(portion(12n, 10n)).toBe(1)
  expect(portion(1n, 0n)).toBe(0)
})
