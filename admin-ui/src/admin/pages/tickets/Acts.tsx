import type { ReactNode } from 'react'

import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { deadline, instant } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { words } from './messages.ts'
import { blockedTogether, saidOnce, type Doing, type Hindrance, type Offer } from './rights.ts'
import type { TicketWholeFragment } from './tickets.gql.ts'

interface Props {
  readonly ticket: TicketWholeFragment
  readonly offers: readonly Offer[]
  readonly onAct: (act: Doing) => void
}

/** The next step of the usual way stands out. */
const NEXT: Partial<Record<TicketWholeFragment['state'], Doing>> = { FILED: 'ASSIGN', REOPENED: 'ASSIGN', ASSIGNED: 'START', WORKING: 'FINISH', WAITING: 'RESUME' }

/** What can be done now, and what cannot with the reason why. */
export function Acts({ ticket, offers, onAct }: Props): ReactNode {
  const t = useMessages(words)
  const sentence = useSentence()
  if (offers.length === 0) return null
  const possible = offers.filter((one) => one.hindrance === null)
  const blocked = blockedTogether(offers)
  const once = saidOnce(offers)
  const nameOf = (act: Doing): string => {
    if (act === 'ASSIGN' && ticket.maskedAssignee !== null) return t.reassign
    return act === 'LINK_COST' && ticket.costFen !== null ? t.changeCost : t.doing[act]
  }
  if (once !== null) return <p className="note"><span aria-hidden="true">○ </span>{sentence(once)}</p>
  return (
    <section className="ticket-panel" aria-label={t.act}>
      {possible.length > 0 && (
        <div className="ticket-acts">
          {possible.map(({ act }) => (
            <Button key={act} look={NEXT[ticket.state] === act ? 'primary' : act === 'DECLINE' ? 'danger' : 'plain'} onClick={() => onAct(act)}>{nameOf(act)}</Button>
          ))}
        </div>
      )}
      {blocked.length > 0 && (
        <ul className="ticket-blocked" aria-label={t.blocked}>
          {blocked.map(({ acts, hindrance }) => <li key={hindrance.kind}><strong>{t.several(acts.map(nameOf))}</strong>{sentence(hindrance)}</li>)}
        </ul>
      )}
    </section>
  )
}

function useSentence(): (hindrance: Hindrance) => string {
  const { why } = useMessages(words)
  const { language } = useReading()
  return (hindrance) => {
    if (hindrance.kind === 'settled') return why.settled(deadline(hindrance.at, language))
    return hindrance.kind === 'escalated' ? why.escalated(instant(hindrance.at, language)) : why[hindrance.kind]
  }
}
