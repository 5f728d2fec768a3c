import './tickets.css'

import { useState, type ReactNode } from 'react'
import { useClient } from 'urql'
import { Link, useParams } from 'react-router'

import { perform, useAsk } from '../../../shared/asking.ts'
import { serverClock, useNow } from '../../../shared/clock.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { useOnReturn } from '../../../shared/onReturn.ts'
import { useShownPhotos } from '../../../shared/photos/useShownPhotos.ts'
import type { Role } from '../../../shared/session.gql.ts'
import { useSession } from '../../../shared/session.tsx'
import { lasted, placeOf, terms, yuan } from '../../../shared/tickets/terms.ts'
import { TimeLine } from '../../../shared/tickets/TimeLine.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { ActDialog } from './ActDialog.tsx'
import { Acts } from './Acts.tsx'
import { Tags } from './looks.tsx'
import { words } from './messages.ts'
import { offersOf, type Doing } from './rights.ts'
import { ShowPhotosOfTicket, TicketDetail, type TicketWholeFragment } from './tickets.gql.ts'

const SUPERVISING: readonly Role[] = ['STREET_CLERK', 'STREET_REVIEWER']

/** One complaint or repair for the company that handles it and the street that watches. */
export default function TicketPage(): ReactNode {
  const t = useMessages(words)
  const { ticketId = '' } = useParams()
  useTitle(t.title)
  const asked = useAsk(TicketDetail, { id: ticketId })
  useOnReturn(asked.again)
  return (
    <>
      <p><Link to="/tickets"><span aria-hidden="true">‹ </span>{t.backToList}</Link></p>
      <Answered asked={asked}>
        {({ ticket, now }) => {
          serverClock.note(now)
          return ticket === null ? <Missing /> : <Whole ticket={ticket} again={asked.again} />
        }}
      </Answered>
    </>
  )
}

function Missing(): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <h1 tabIndex={-1}>{t.notFound}</h1>
      <p>{t.notFoundHint}</p>
    </>
  )
}

function Whole({ ticket, again }: { ticket: TicketWholeFragment; again: () => void }): ReactNode {
  const t = useMessages(words)
  const names = useMessages(terms)
  const { language } = useReading()
  const { last } = useSession()
  const roles = last?.roles ?? []
  const now = useNow()
  const [doing, setDoing] = useState<Doing | null>(null)
  const [said, setSaid] = useState('')
  const offers = offersOf(ticket, {
    handles: roles.some((one) => one.role === 'PROPERTY_COMPANY' && one.scopeKey === ticket.estate.id),
    escalates: roles.some((one) => SUPERVISING.includes(one.role)),
  }, now)
  return (
    <>
      <div className="ticket-head">
        <h1 tabIndex={-1}>{names.kinds[ticket.kind]} · {placeOf(ticket, language)}</h1>
        <Tags ticket={ticket} />
      </div>
      <p className="quiet">{ticket.estate.name}</p>
      <p role="status" className={said === '' ? '' : 'said'}>{said}</p>
      <Acts ticket={ticket} offers={offers} onAct={setDoing} />
      <div className="ticket-columns">
        <div className="ticket-wide">
          <section className="ticket-panel" aria-labelledby="told">
            <h2 id="told">{t.told}</h2>
            {ticket.placeNote !== null && <p><strong>{ticket.placeNote}</strong></p>}
            <p className="told">{ticket.words === '' ? t.erased : ticket.words}</p>
          </section>
          <Line ticket={ticket} />
        </div>
        <div className="ticket-narrow">
          <FactsOf ticket={ticket} />
          <Durations ticket={ticket} />
        </div>
      </div>
      {doing !== null && (
        <ActDialog
          act={doing}
          ticket={ticket}
          onClose={() => setDoing(null)}
          onDone={() => {
            setSaid(t.done(t.doing[doing]))
            setDoing(null)
            again()
          }}
          again={again}
        />
      )}
    </>
  )
}

/** What has happened; the photos are fetched when somebody asks for them, for looking is on record. */
function Line({ ticket }: { ticket: TicketWholeFragment }): ReactNode {
  const t = useMessages(words)
  const client = useClient()
  const photos = useShownPhotos(() => perform(client, ShowPhotosOfTicket, { input: { ticketId: ticket.id } }))
  const all = ticket.photoIds.length
  const fetched = ticket.photoIds.every((id) => photos.fetched?.has(id))
  return (
    <section className="ticket-panel" aria-labelledby="line">
      <h2 id="line">{t.timeLine}</h2>
      {all > 0 && !fetched && (
        <div className="ticket-acts">
          <Button onClick={photos.show}>{t.look(all)}</Button>
          <span className="hint">{t.photosKept(all)}</span>
        </div>
      )}
      {photos.wrong !== null && <p className="error" role="alert"><span aria-hidden="true">✕ </span>{photos.wrong}</p>}
      <TimeLine acts={ticket.timeLine} photos={photos} nameOf={(act) => t.acts[act]} assignedTo={t.assignedTo} />
    </section>
  )
}

function FactsOf({ ticket }: { ticket: TicketWholeFragment }): ReactNode {
  const t = useMessages(words)
  const names = useMessages(terms)
  const { language } = useReading()
  const at = (given: string | null, nothing: string): string => (given === null ? nothing : instant(given, language))
  const { place } = ticket
  return (
    <section className="ticket-panel" aria-labelledby="facts">
      <h2 id="facts">{t.facts}</h2>
      <Facts>
        <Fact name={t.filer}>{ticket.maskedFiler}</Fact>
        <Fact name={t.of}>{place.unitBuilding} {names.entrance(place.entrance, place.room)}</Fact>
        <Fact name={t.filedAt}>{at(ticket.filedAt, '')}</Fact>
        <Fact name={t.since}>{at(ticket.stateSince, '')}</Fact>
        <Fact name={t.dueAt}>{at(ticket.dueAt, t.noDue)}</Fact>
        <Fact name={t.firstAnswer}>{at(ticket.firstAnsweredAt, t.notAnswered)}</Fact>
        <Fact name={t.assignee}>{ticket.maskedAssignee ?? t.nobody}</Fact>
        {ticket.reopened > 0 && <Fact name={t.reopened}>{t.times(ticket.reopened)}</Fact>}
        <Fact name={t.rating}>{ticket.workRating === null ? t.notRated : `${names.ratings[ticket.workRating - 1]} · ${names.points(ticket.workRating)}`}</Fact>
        <Fact name={t.cost}>
          {ticket.costFen === null ? t.noCost : (
            <>
              {yuan(ticket.costFen, language)}<br />
              {ticket.ballot === null ? t.ballotNotSeen : <Link to={`/ballots/${ticket.ballot.id}`}>{ticket.ballot.title}</Link>}
            </>
          )}
        </Fact>
      </Facts>
    </section>
  )
}

/** The clock of each state: how long it has stood there, all rounds together. */
function Durations({ ticket }: { ticket: TicketWholeFragment }): ReactNode {
  const t = useMessages(words)
  const names = useMessages(terms)
  const { language } = useReading()
  const longest = Math.max(1, ...ticket.times.map((one) => one.seconds))
  if (ticket.times.length === 0) return null
  return (
    <section className="ticket-panel" aria-labelledby="durations">
      <h2 id="durations">{t.durations}</h2>
      <table className="ticket-spent">
        <thead className="visually-hidden"><tr><th scope="col">{t.stage}</th><th scope="col">{t.spent}</th></tr></thead>
        <tbody>
          {ticket.times.map((one) => (
            <tr key={one.state}>
              <th scope="row">{names.states[one.state]}<Bar part={one.seconds} whole={longest} /></th>
              <td>{lasted(one.seconds, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A figure as a bar beside it; the figure says the same. */
export function Bar({ part, whole }: { part: number; whole: number }): ReactNode {
  return <span className="ticket-bar" aria-hidden="true"><span style={{ width: `${(part * 100) / Math.max(1, whole)}%` }} /></span>
}
