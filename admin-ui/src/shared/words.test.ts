import { expect, test } from 'vitest'

import { area, count } from './figures.ts'
import { deadline, instant, remaining } from './moments.ts'
import { sentenceOf } from './problems.ts'
import { REFUSALS, type Refusal } from './refusals.gql.ts'

test('instants are those of Beijing', () => {
  expect(instant('2026-03-01T16:30:00Z', 'zh')).toBe('2026年3月2日 00:30')
})

test('a window that ends at midnight is named by the day that ends', () => {
  expect(deadline('2026-03-01T16:00:00Z', 'zh')).toBe('2026年3月1日 24:00')
  expect(deadline('2026-03-01T16:00:00Z', 'en')).toBe('1 March 2026, 24:00')
  expect(deadline('2026-03-01T15:59:00Z', 'zh')).toBe('2026年3月1日 23:59')
})

test('what remains has its two largest units, and nothing is left at the instant itself', () => {
  const now = Date.parse('2026-03-01T00:00:00Z')
  expect(remaining('2026-03-03T05:00:00Z', now, 'zh')).toBe('2 天 5 小时')
  expect(remaining('2026-03-01T00:00:01Z', now, 'zh')).toBe('1 分钟')
  expect(remaining('2026-03-01T00:00:00Z', now, 'zh')).toBeNull()
})

test('areas keep their two decimals whatever their size', () => {
  expect(area('88.35', 'zh')).toBe('88.35 平方米')
  expect(area('90071992547409931.07', 'en')).toBe('90,071,992,547,409,931.07 m²')
  expect(count(10000)).toBe('10,000')
})

test('every refusal has a sentence of its own in Chinese and another in English', () => {
  const blank = { code: '', message: '', itsState: '', itsReason: 'Reason.', itsMaskedName: 'W*', itsMaskedPhone: '199****0001', itsTotal: 2 }
  const at = '2026-03-01T16:30:00Z'
  const all = [...REFUSALS].map((name) => {
    // Whatever field a refusal brings along: an instant where its name says so, else a word.
    const filled = new Proxy({ ...blank, __typename: name }, {
      get: (known, field: string) => known[field as keyof typeof known] ?? (/(At|Until)$/.test(field) ? at : '1'),
    })
    return filled as unknown as Refusal
  })
  const chinese = all.map((one) => sentenceOf(one, 'zh'))
  const english = all.map((one) => sentenceOf(one, 'en'))
  expect(new Set(chinese).size).toBe(all.length)
  expect(new Set(english).size).toBe(all.length)
  for (const sentence of chinese) expect(sentence).toMatch(/[\u4E00-\u9FFF].*(。|Reason\.)$/)
  for (const sentence of english) expect(sentence).toMatch(/^[^\u4E00-\u9FFF]+\.$/)
})
