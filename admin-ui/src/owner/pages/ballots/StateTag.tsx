import type { ReactNode } from 'react'

import type { Paper } from '../../../shared/ballot/answers.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { words } from './messages.ts'

type State = Paper['state']

const LOOKS: Record<State, readonly [string, string]> = {
  DRAFT: ['plain', '○'], SUBMITTED: ['plain', '○'], REJECTED: ['bad', '✕'], APPROVED: ['plain', '○'],
  OPEN: ['go', '●'], SUSPENDED: ['warn', '‖'], CLOSED: ['plain', '■'], PUBLISHED: ['good', '✓'],
}

/** A ballot's state: colour, glyph and word together. */
export function StateTag({ state }: { state: State }): ReactNode {
  const t = useMessages(words)
  const [look, glyph] = LOOKS[state]
  return <span className={`tag ${look}`}><span aria-hidden="true">{glyph} </span>{t.states[state]}</span>
}
