import type { ReactNode } from 'react'

import { useMessages } from '../../../shared/i18n.tsx'
import { LOOKS, terms, type TicketStateName } from '../../../shared/tickets/terms.ts'

interface Standing {
  readonly state: TicketStateName
  readonly overdue: boolean
  readonly escalatedAt: string | null
}

/** Where a ticket stands, and beside it what makes it pressing: colour, glyph and word. */
export function Tags({ ticket }: { ticket: Standing }): ReactNode {
  const t = useMessages(terms)
  const [look, glyph] = LOOKS[ticket.state]
  return (
    <span className="ticket-tags">
      <span className={`ticket-tag ${look}`}><span aria-hidden="true">{glyph} </span>{t.states[ticket.state]}</span>
      {ticket.overdue && <span className="ticket-tag bad"><span aria-hidden="true">⚠ </span>{t.overdue}</span>}
      {ticket.escalatedAt !== null && <span className="ticket-tag warn"><span aria-hidden="true">▲ </span>{t.escalated}</span>}
    </span>
  )
}
