import type { ReactNode } from 'react'

import { useMessages } from '../../../shared/i18n.tsx'
import { words } from './messages.ts'
import type { ManualReviewState } from './review.gql.ts'

const LOOKS: Record<ManualReviewState, readonly [look: string, glyph: string]> = {
  WAITING: ['plain', '◐'], MORE_ASKED: ['warn', '!'], APPROVED: ['good', '✓'], REJECTED: ['bad', '✕'], WITHDRAWN: ['plain', '○'], OVERTAKEN: ['good', '✓'], LAPSED: ['plain', '■'],
}

/** A review's state: colour, glyph and words together. */
export function ReviewTag({ state }: { state: ManualReviewState }): ReactNode {
  const t = useMessages(words)
  const [look, glyph] = LOOKS[state]
  return <span className={`tag ${look}`}><span aria-hidden="true">{glyph} </span>{t.states[state]}</span>
}
