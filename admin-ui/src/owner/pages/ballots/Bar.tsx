import { useId, type ReactNode } from 'react'

interface Props {
  readonly label: string
  /** Decimal figures as the API has them. */
  readonly part: string
  readonly all: string
  /** The share as the server printed it; worked out here where there is none. */
  readonly share?: string
  /** Both in words. */
  readonly says: string
  /** The law's line: where it lies, and what it asks. */
  readonly line?: { readonly share: string; readonly says: string } | undefined
}

/** Hundredths as a whole number: shares are drawn, not decided, by division. */
const cents = (figure: string): number => Math.round(Number(figure) * 100)

/** The share in percent with two decimals, rounded toward failing, as the law's tests print it. */
export function percent(part: string, all: string): string {
  const [one, whole] = [BigInt(cents(part)), BigInt(cents(all))]
  if (whole === BigInt(0)) return '0.00 %'
  const hundredths = (one * BigInt(10_000)) / whole
  return `${hundredths / BigInt(100)}.${String(hundredths % BigInt(100)).padStart(2, '0')} %`
}

/** One share as a bar with the law's line across it; the words beside it say the same. */
export function Bar({ label, part, all, share, says, line }: Props): ReactNode {
  const pattern = useId()
  const width = cents(all) === 0 ? 0 : Math.min(100, (cents(part) / cents(all)) * 100)
  const [numerator, denominator] = (line?.share ?? '').split('/').map(Number)
  const at = numerator !== undefined && denominator ? (numerator / denominator) * 100 : null
  return (
    <div className="bar-of">
      <p className="bar-words">
        <strong>{label}</strong>
        <span className="number">{share ?? percent(part, all)}</span>
        <span className="quiet number">{says}</span>
      </p>
      <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" className="bar-drawn">
        <defs>
          <pattern id={pattern} width="4" height="4" patternUnits="userSpaceOnUse">
            <rect width="4" height="4" className="bar-fill" />
            <rect width="1" height="4" className="bar-stripe" />
          </pattern>
        </defs>
        <rect width="100" height="12" className="bar-ground" />
        <rect width={width} height="12" fill={`url(#${pattern})`} />
        {at !== null && <rect x={Math.min(99, at)} width="1" height="12" className="bar-line" />}
      </svg>
      {line && <p className="hint"><span aria-hidden="true">┃ </span>{line.says}</p>}
    </div>
  )
}
