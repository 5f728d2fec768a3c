import './bars.css'

import { useId, type ReactNode } from 'react'

import { line, portion, type Threshold } from './shares.ts'

type Look = 'for' | 'against' | 'abstain'

interface Props {
  /** What the picture shows, in words with its figures: it stands for the picture where that is not seen. */
  readonly label: string
  readonly part: bigint
  readonly whole: bigint
  readonly thresholds: readonly Threshold[]
  readonly look?: Look
}

// In em, so that the picture grows with the text. Where there is no line there is no room for its words.
const TOP = '1.5em'
const HEIGHT = '1.5em'

/** One share of a whole as a bar, with the law's thresholds as lines across it. Each look has a pattern of its own. */
export function ShareBar({ label, part, whole, thresholds, look = 'for' }: Props): ReactNode {
  const pattern = useId()
  const filled = portion(part, whole)
  const top = thresholds.length === 0 ? '0' : TOP
  return (
    <svg className={thresholds.length === 0 ? 'share-bar bare' : 'share-bar'} role="img" aria-label={label}>
      <defs>
        <pattern id={pattern} width="8" height="8" patternUnits="userSpaceOnUse" {...(look === 'against' ? { patternTransform: 'rotate(45)' } : {})}>
          <rect width="8" height="8" className={`filled ${look}`} />
          {look !== 'for' && <line className="pattern" x1="0" y1="4" x2={look === 'against' ? 8 : 4} y2="4" />}
        </pattern>
      </defs>
      <rect className="frame" x="0" y={top} width="100%" height={HEIGHT} />
      <rect x="0" y={top} width={`${filled * 100}%`} height={HEIGHT} fill={`url(#${pattern})`} />
      {thresholds.map((one) => {
        const at = `${line(one) * 100}%`
        return (
          <g key={one.operator + one.fraction}>
            <line className="threshold" x1={at} x2={at} y1="1.2em" y2="3.3em" />
            <text x={at} y="1em" textAnchor={line(one) > 0.9 ? 'end' : 'middle'}>{sign(one)}</text>
          </g>
        )
      })}
    </svg>
  )
}

/** A threshold as people write it: ≥ 2/3. */
export const sign = ({ operator, fraction }: Threshold): string => `${SIGNS[operator] ?? operator} ${fraction}`
const SIGNS: Readonly<Record<string, string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<' }
