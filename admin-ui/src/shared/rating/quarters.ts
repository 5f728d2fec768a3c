import type { Language } from '../i18n.tsx'

const NUMBERS = ['一', '二', '三', '四']

/** A quarter as the API names it (`2026Q4`), in words. */
export function quarterName(quarter: string, language: Language): string {
  const { year, number } = parts(quarter)
  return language === 'zh' ? `${year} 年第${NUMBERS[number - 1] ?? number}季度` : `Q${number} ${year}`
}

/** The quarter so many before this one. */
export function earlier(quarter: string, back: number): string {
  const { year, number } = parts(quarter)
  const quarters = year * 4 + number - 1 - back
  return `${Math.floor(quarters / 4)}Q${(quarters % 4) + 1}`
}

/** The quarter in which an instant falls, in Beijing, which is eight hours ahead all year. */
export function quarterOf(milliseconds: number): string {
  const there = new Date(milliseconds + 8 * 3600 * 1000)
  return `${there.getUTCFullYear()}Q${Math.floor(there.getUTCMonth() / 3) + 1}`
}

/** Whether an address names a quarter as the API writes it. */
export const isQuarter = (given: string): boolean => /^\d{4}Q[1-4]$/.test(given)

/** Its first instant, in Beijing. */
export function startOf(quarter: string): string {
  const { year, number } = parts(quarter)
  return `${year}-${String(3 * number - 2).padStart(2, '0')}-01T00:00:00+08:00`
}

function parts(quarter: string): { year: number; number: number } {
  return { year: Number(quarter.slice(0, 4)), number: Number(quarter.slice(5)) }
}
