import { expect, it } from 'vitest'

import { share, sumOfAreas } from './shares.ts'

it.each([[0, 0, '0%'], [1, 3, '33.33%'], [9999, 10_000, '99.99%'], [99_999, 100_000, '99.99%'], [2, 2, '100.00%']])(
  '%i of %i is %s', (part, all, said) => expect(share(part, all)).toBe(said),
)

it('adds areas exactly', () => {
  expect(sumOfAreas(['0.10', '0.20', '88.35'])).toBe('88.65')
  expect(sumOfAreas([])).toBe('0.00')
})
