import type { ReactNode } from 'react'

import { serverClock } from '../../../shared/clock.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { deadline, instant, remaining } from '../../../shared/moments.ts'
import type { BallotState } from './ballots.gql.ts'
import { words } from './messages.ts'

interface Props {
  readonly ballot: { readonly state: BallotState; readonly opensAt: string | null; readonly closesAt: string | null; readonly extendedAt: string | null }
}

/** From when to when, and how long it still takes. */
export function Window({ ballot }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { opensAt, closesAt } = ballot
  if (opensAt === null || closesAt === null) return <span className="hint">{t.noWindow}</span>
  const now = serverClock.now()
  const rest = ballot.state === 'OPEN' ? remaining(closesAt, now, language) : ballot.state === 'APPROVED' ? remaining(opensAt, now, language) : null
  return (
    <span className="number window">
      <span>{t.opens(instant(opensAt, language))}</span>
      <span>{t.closes(deadline(closesAt, language))}</span>
      {(rest !== null || ballot.extendedAt !== null) && (
        <span className="hint">
          {rest !== null && (ballot.state === 'OPEN' ? t.left(rest) : t.opensIn(rest))}
          {ballot.extendedAt !== null && ` · ${t.extended}`}
        </span>
      )}
    </span>
  )
}
