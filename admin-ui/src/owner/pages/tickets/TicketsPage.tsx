import './tickets.css'

import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { useOnReturn } from '../../../shared/onReturn.ts'
import { placeOf, terms } from '../../../shared/tickets/terms.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { words } from './messages.ts'
import { Next } from './Next.tsx'
import { StateTags } from './StateTag.tsx'
import { MyTickets, type TicketLineFragment } from './tickets.gql.ts'

const FIRST = 20

/** What one has filed, the newest first, each with what happens next. */
export default function TicketsPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const [parts, setParts] = useState<readonly (string | null)[]>([null])
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <Link className="button primary wide" href="/tickets/new">{t.file}</Link>
      {parts.map((after, at) => (
        <Part key={after ?? ''} after={after} onMore={at === parts.length - 1 ? (next) => setParts([...parts, next]) : undefined} />
      ))}
    </>
  )
}

function Part({ after, onMore }: { after: string | null; onMore: ((after: string) => void) | undefined }): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(MyTickets, { first: FIRST, after })
  useOnReturn(asked.again)
  return (
    <Answered asked={asked}>
      {({ myTickets: { nodes, pageInfo } }) => {
        if (nodes.length === 0 && after === null) return <Empty title={t.none}><p>{t.noneHint}</p></Empty>
        const { endCursor } = pageInfo
        return (
          <>
            <ul className="cards">{nodes.map((ticket) => <li key={ticket.id}><Item ticket={ticket} /></li>)}</ul>
            {pageInfo.hasNextPage && endCursor !== null && onMore && <Button className="wide" onClick={() => onMore(endCursor)}>{t.more}</Button>}
          </>
        )
      }}
    </Answered>
  )
}

function Item({ ticket }: { ticket: TicketLineFragment }): ReactNode {
  const t = useMessages(words)
  const names = useMessages(terms)
  const { language } = useReading()
  return (
    <Link className="card" href={`/tickets/${ticket.id}`}>
      <StateTags ticket={ticket} />
      <strong className="title place-name">{names.kinds[ticket.kind]} · {placeOf(ticket, language)}</strong>
      <span className="ticket-words">{ticket.words}</span>
      <Next ticket={ticket} />
      <span className="quiet">{ticket.estate.name} · {t.filedAt(day(ticket.filedAt, language))}</span>
      {ticket.possibleActs.includes('RATE') && <span className="todo"><span aria-hidden="true">● </span>{t.toRate}</span>}
    </Link>
  )
}
