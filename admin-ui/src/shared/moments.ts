import type { Language } from './i18n.tsx'

const ZONE = 'Asia/Shanghai'
const locale = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-GB')
const made = new Map<string, Intl.DateTimeFormat>()

function format(at: string, language: Language, name: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language}-${name}`
  const formatter = made.get(key) ?? new Intl.DateTimeFormat(locale(language), { timeZone: ZONE, hourCycle: 'h23', ...options })
  made.set(key, formatter)
  return formatter.format(new Date(at))
}

/** An instant in Beijing, to the minute. */
export const instant = (at: string, language: Language): string =>
  format(at, language, 'instant', { year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' })

/** The day of an instant in Beijing. */
export const day = (at: string, language: Language): string =>
  format(at, language, 'day', { year: 'numeric', month: 'long', day: 'numeric' })

/** The time of day of an instant in Beijing, to the second. */
export const clockTime = (at: string, language: Language): string =>
  format(at, language, 'clockTime', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** The time of day of an instant in Beijing, to the minute. */
export const timeOfDay = (at: string, language: Language): string => format(at, language, 'timeOfDay', { hour: '2-digit', minute: '2-digit' })

/** A deadline: the window ends before midnight, which people name by the day that ends (24 时). */
export function deadline(at: string, language: Language): string {
  const clock = format(at, 'en', 'clock', { hour: '2-digit', minute: '2-digit' })
  if (clock !== '00:00') return instant(at, language)
  const last = day(new Date(new Date(at).getTime() - 1).toISOString(), language)
  return language === 'zh' ? `${last} 24:00` : `${last}, 24:00`
}

/** How long from `now` until an instant, in its largest two units; null once it has passed. */
export function remaining(until: string, now: number, language: Language): string | null {
  const minutes = Math.ceil((new Date(until).getTime() - now) / 60_000)
  if (minutes <= 0) return null
  const units = [[Math.floor(minutes / 1440), '天', 'day'], [Math.floor((minutes % 1440) / 60), '小时', 'hour'], [minutes % 60, '分钟', 'minute']] as const
  const largest = units.findIndex(([some]) => some > 0)
  const shown = units.slice(largest, largest + 2).filter(([some]) => some > 0)
  return shown.map(([some, zh, en]) => (language === 'zh' ? `${some} ${zh}` : `${some} ${en}${some === 1 ? '' : 's'}`)).join(' ')
}
