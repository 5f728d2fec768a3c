/** A share of `all` in percent with two decimals, rounded down: 99.99% is not everybody. */
export function share(part: number, all: number): string {
  if (all === 0) return '0%'
  const hundredths = Math.floor((part * 10_000) / all)
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}%`
}

/** The exact sum of areas as the API has them ("88.35"). */
export function sumOfAreas(areas: readonly string[]): string {
  const hundredths = areas.reduce((sum, one) => sum + BigInt(one.replace('.', '')), 0n)
  const digits = String(hundredths).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
