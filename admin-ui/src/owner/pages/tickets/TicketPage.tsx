import './tickets.css'

import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'

import { useAsk } from '../../../shared/asking.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { terms as ballotWords } from '../../../shared/ballot/terms.ts'
import { useOnReturn } from '../../../shared/onReturn.ts'
import { PhotoStrip } from '../../../shared/photos/PhotoStrip.tsx'
import type { ShownPhotos } from '../../../shared/photos/useShownPhotos.ts'
import { placeOf, terms, yuan } from '../../../shared/tickets/terms.ts'
import { TimeLine } from '../../../shared/tickets/TimeLine.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { Rate } from './Rate.tsx'
import { Reopen, Withdraw } from './Acts.tsx'
import { useReopening } from './draft.ts'
import { words } from './messages.ts'
import { Next } from './Next.tsx'
import { StateTags } from './StateTag.tsx'
import { TicketShown, type TicketShownQuery } from './tickets.gql.ts'
import { useTicketPhotos } from './useTicketPhotos.ts'

export type Shown = NonNullable<TicketShownQuery['ticket']>

/** One complaint or repair: where it stands and what is next, what one can do about it, and everything so far. */
export default function TicketPage(): ReactNode {
  const { ticketId } = useParams<{ ticketId: string }>()
  const t = useMessages(words)
  useTitle(t.title)
  const asked = useAsk(TicketShown, { id: ticketId })
  useOnReturn(asked.again)
  return (
    <>
      <Back to="/tickets">{t.all}</Back>
      <Answered asked={asked}>
        {({ ticket }) => (ticket === null ? <Missing /> : <Whole ticket={ticket} again={asked.again} />)}
      </Answered>
    </>
  )
}

function Missing(): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <Empty title={t.notFound}>
        <p>{t.notFoundHint}</p>
        <Link className="button" href="/tickets">{t.all}</Link>
      </Empty>
    </>
  )
}

function Whole({ ticket, again }: { ticket: Shown; again: () => void }): ReactNode {
  const t = useMessages(words)
  const names = useMessages(terms)
  const j = useMessages(joints)
  const { language } = useReading()
  const justFiled = useHistoryState<{ readonly filed?: true } | null>()?.filed === true
  const photos = useTicketPhotos(ticket.id, ticket.photoIds)
  const [begun] = useReopening(ticket.id)
  const [reopening, setReopening] = useState(begun !== '')
  const may = (act: Shown['possibleActs'][number]): boolean => ticket.possibleActs.includes(act)
  return (
    <article className="page">
      <h1 className="place-name" tabIndex={-1}>{names.kinds[ticket.kind]} · {placeOf(ticket, language)}</h1>
      <p className="quiet">{ticket.estate.name}</p>
      {justFiled && <p className="note good" role="status"><span aria-hidden="true">✓ </span>{t.filed}</p>}
      <section className={may('RATE') ? 'to-do pressing' : 'to-do'} aria-label={names.states[ticket.state]}>
        <StateTags ticket={ticket} />
        <p><Next ticket={ticket} /></p>
        <Settled ticket={ticket} photos={photos} />
        <p className="quiet">{t.since(instant(ticket.stateSince, language))}</p>
        {ticket.escalatedAt !== null && <p>{t.escalated(instant(ticket.escalatedAt, language))}</p>}
        {ticket.workRating !== null && <p>{t.rated(`${names.ratings[ticket.workRating - 1]}${j.aside(names.points(ticket.workRating))}`)}</p>}
      </section>
      {may('RATE') && !reopening && <Rate ticketId={ticket.id} again={again} />}
      {may('REOPEN') && <Reopen ticket={ticket} open={reopening} onOpen={setReopening} again={again} />}
      {ticket.mayReopenUntil !== null && !may('REOPEN') && <p className="hint">{t.reopenTooLate}</p>}
      {ticket.costFen !== null && <Cost ticket={ticket} fen={ticket.costFen} />}
      <section className="section" aria-labelledby="told">
        <h2 id="told">{t.whatFiled}</h2>
        {ticket.placeNote !== null && <p><strong>{ticket.placeNote}</strong></p>}
        <p className="told">{ticket.words}</p>
      </section>
      <section className="section" aria-labelledby="line">
        <h2 id="line">{t.timeLine}</h2>
        {photos.wrong !== null && <p className="error" role="alert"><span aria-hidden="true">✕ </span>{photos.wrong}</p>}
        <TimeLine acts={ticket.timeLine} photos={photos} nameOf={(act) => t.acts[act]} assignedTo={t.assignedTo} />
      </section>
      {may('WITHDRAW') && <Withdraw ticketId={ticket.id} again={again} />}
    </article>
  )
}

/** What the company says that it did, or why it does nothing; with the photos from before and after side by side, for
 * one looks before one rates. */
function Settled({ ticket, photos }: { ticket: Shown; photos: ShownPhotos }): ReactNode {
  const t = useMessages(words)
  if (ticket.state !== 'DONE' && ticket.state !== 'DECLINED') return null
  const act = ticket.state === 'DONE' ? 'FINISH' : 'DECLINE'
  const settled = ticket.timeLine.filter((one) => one.act === act).pop()
  if (settled === undefined) return null
  const before = ticket.timeLine.filter((one) => one.side === 'FILER').flatMap((one) => one.photoIds)
  return (
    <>
      {settled.words !== null && <blockquote className="answer"><span className="quiet line">{t.companySays}</span>{settled.words}</blockquote>}
      {settled.photoIds.length > 0 && (
        <div className="before-after">
          {before.length > 0 && <div><p className="quiet">{t.before}</p><PhotoStrip ids={before} photos={photos} /></div>}
          <div><p className="quiet">{t.after}</p><PhotoStrip ids={settled.photoIds} photos={photos} first={before.length + 1} /></div>
        </div>
      )}
    </>
  )
}

function Cost({ ticket, fen }: { ticket: Shown; fen: number }): ReactNode {
  const t = useMessages(words)
  const ballotTerms = useMessages(ballotWords).states
  const { language } = useReading()
  return (
    <section className="section" aria-labelledby="cost">
      <h2 id="cost">{t.cost}</h2>
      <p>{t.costs(yuan(fen, language))}</p>
      {ticket.ballot !== null && <p>{t.ballotState(ballotTerms[ticket.ballot.state])}</p>}
      {ticket.ballot !== null && <Link className="button wide" href={`/ballots/${ticket.ballot.id}`}>{t.toBallot(ticket.ballot.title)}</Link>}
    </section>
  )
}
