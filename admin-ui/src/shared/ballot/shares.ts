/** Shares and thresholds on whole numbers: heads as they are, areas in 0.01 m². No float decides anything. */

/** An area as the API has it ("8835.00") in 0.01 m². */
export function hundredths(area: string): bigint {
  const [whole = '0', cents = ''] = area.split('.')
  return BigInt(whole) * 100n + BigInt(cents.padEnd(2, '0').slice(0, 2))
}

/** 0.01 m² as the API writes an area. */
export function written(area: bigint): string {
  const digits = String(area).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** A share in percent with two decimals, rounded down: 74.9988 % is 74.99 %, for nobody may seem to have reached what they have not. */
export function percent(part: bigint, whole: bigint): string {
  if (whole <= 0n) return '—'
  return `${written((part * 10_000n) / whole)} %`
}

/** A share between 0 and 1, to draw with. */
export function portion(part: bigint, whole: bigint): number {
  return whole <= 0n ? 0 : Math.min(1, Number((part * 1_000_000n) / whole) / 1_000_000)
}

/** What a share of the law is, such as `>=` `2/3`. */
export interface Threshold {
  readonly operator: string
  readonly fraction: string
}

/** The least whole number that reaches a share of `whole`: `>=` takes the number itself, `>` the next one (民法典 1259). */
export function needed(whole: bigint, { operator, fraction }: Threshold): bigint {
  const [numerator = 0n, denominator = 1n] = fraction.split('/').map(BigInt)
  const times = numerator * whole
  if (operator === '>') return times / denominator + 1n
  return (times + denominator - 1n) / denominator
}

/** A fraction between 0 and 1, to draw its line. */
export function line({ fraction }: Threshold): number {
  const [numerator = 0, denominator = 1] = fraction.split('/').map(Number)
  return numerator / denominator
}
