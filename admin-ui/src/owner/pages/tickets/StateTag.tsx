import type { ReactNode } from 'react'

import { useMessages } from '../../../shared/i18n.tsx'
import { LOOKS, terms } from '../../../shared/tickets/terms.ts'
import type { TicketLineFragment } from './tickets.gql.ts'

/** Where a ticket stands: colour, glyph and word together; and beside it what makes it pressing. */
export function StateTags({ ticket }: { ticket: Pick<TicketLineFragment, 'state' | 'overdue' | 'escalatedAt'> }): ReactNode {
  const t = useMessages(terms)
  const [look, glyph] = LOOKS[ticket.state]
  return (
    <span className="ticket-tags">
      <span className={`tag ${look}`}><span aria-hidden="true">{glyph} </span>{t.states[ticket.state]}</span>
      {ticket.overdue && <span className="tag bad"><span aria-hidden="true">⚠ </span>{t.overdue}</span>}
      {ticket.escalatedAt !== null && <span className="tag warn"><span aria-hidden="true">▲ </span>{t.escalated}</span>}
    </span>
  )
}
