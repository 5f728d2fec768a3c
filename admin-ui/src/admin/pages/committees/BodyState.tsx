import type { ReactNode } from 'react'

import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { StateTag } from '../../ui/StateTag.tsx'
import type { BodyFragment, OrganizerState } from './committees.gql.ts'
import { words } from './messages.ts'

const LOOKS: Record<OrganizerState, 'good' | 'waiting' | 'plain'> = { ACTIVE: 'good', EXPIRED: 'waiting', DISSOLVED: 'plain' }

export function BodyState({ state }: { state: OrganizerState }): ReactNode {
  const t = useMessages(words)
  return <StateTag look={LOOKS[state]}>{t.states[state]}</StateTag>
}

/** From when to when a body serves, in words. */
export function useTermOf(): (body: Pick<BodyFragment, 'termStartsOn' | 'termEndsOn'>) => string {
  const t = useMessages(words)
  const { language } = useReading()
  return ({ termStartsOn, termEndsOn }) => (termEndsOn === null ? t.termFrom(day(termStartsOn, language)) : t.termOf(day(termStartsOn, language), day(termEndsOn, language)))
}
