import type { Language } from './i18n.tsx'

/** A floor area as the API has it ("8835.00"), with its unit: 8,835.00 m². */
export const area = (given: string, language: Language): string => `${bareArea(given)} ${language === 'zh' ? '平方米' : 'm²'}`

/** The same without its unit, to stand before one that has it. */
export function bareArea(given: string): string {
  const [whole = '0', cents = '00'] = given.split('.')
  return `${grouped(whole)}.${cents}`
}

/** The sum of areas as the API has them, in the same form; no float on the way. */
export function sumOfAreas(areas: readonly string[]): string {
  const cents = areas.reduce((sum, one) => sum + BigInt(one.replace('.', '')), BigInt(0)).toString().padStart(3, '0')
  return `${cents.slice(0, -2)}.${cents.slice(-2)}`
}

/** A count with its thousands apart. */
export const count = (given: number): string => grouped(String(given))

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
