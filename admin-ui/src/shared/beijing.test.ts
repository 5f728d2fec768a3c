import { expect, it } from 'vitest'

import { instantOf, typedOf } from './beijing.ts'

it('takes what is typed as Beijing’s time, wherever the browser is', () => {
  expect(instantOf('2026-03-31T18:05')).toBe('2026-03-31T18:05:00+08:00')
  expect(instantOf('')).toBeNull()
  expect(typedOf('2026-03-31T16:05:00Z')).toBe('2026-04-01T00:05')
})
