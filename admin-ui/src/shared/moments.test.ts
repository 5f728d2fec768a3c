import { describe, expect, it } from 'vitest'

import { remaining } from './moments.ts'

const NOW = Date.parse('2026-03-01T00:00:00+08:00')
const after = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString()

describe('what remains', () => {
  it('is told in its two largest units, and the smaller one only where there is some of it', () => {
    expect(remaining(after(3 * 1440 + 4 * 60 + 5), NOW, 'zh')).toBe('3 天 4 小时')
    expect(remaining(after(10 * 1440), NOW, 'zh')).toBe('10 天')
    expect(remaining(after(10 * 1440 + 7), NOW, 'zh')).toBe('10 天')
    expect(remaining(after(61), NOW, 'zh')).toBe('1 小时 1 分钟')
    expect(remaining(after(59), NOW, 'en')).toBe('59 minutes')
    expect(remaining(after(1441), NOW, 'en')).toBe('1 day')
  })

  it('is a minute until the very instant, and nothing from then on', () => {
    expect(remaining(new Date(NOW + 1).toISOString(), NOW, 'zh')).toBe('1 分钟')
    expect(remaining(after(0), NOW, 'zh')).toBeNull()
  })
})
