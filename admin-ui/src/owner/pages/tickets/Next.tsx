import type { ReactNode } from 'react'

import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { words } from './messages.ts'
import type { TicketLineFragment } from './tickets.gql.ts'

type State = TicketLineFragment['state']
type Ended = 'DONE' | 'DECLINED' | 'WITHDRAWN'

const isEnded = (state: State): state is Ended => ['DONE', 'DECLINED', 'WITHDRAWN'].includes(state)

/** What happens next and by when, in a sentence. */
export function Next({ ticket }: { ticket: Pick<TicketLineFragment, 'state' | 'dueAt' | 'overdue' | 'workRating'> }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { state, dueAt, overdue, workRating } = ticket
  if (state === 'DONE' && workRating !== null) return <span className="line">{t.overAndRated}</span>
  if (isEnded(state)) return <span className="line">{t.ended[state]}</span>
  const due = dueAt === null ? '' : instant(dueAt, language)
  return overdue ? <span className="line late">{t.late(due)}</span> : <span className="line">{t.next[state](due)}</span>
}
