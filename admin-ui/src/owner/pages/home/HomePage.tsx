import type { ReactNode } from 'react'
import { Link } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { useNow } from '../../../shared/clock.ts'
import { area } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day, instant, remaining } from '../../../shared/moments.ts'
import { quarterName } from '../../../shared/rating/quarters.ts'
import { placeOf, terms } from '../../../shared/tickets/terms.ts'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { MyBallots } from '../ballots/ballots.gql.ts'
import type { BallotLine } from '../ballots/BallotItem.tsx'
import { Unread } from '../notices/Unread.tsx'
import { MyTickets, type TicketLineFragment } from '../tickets/tickets.gql.ts'
import { HomeAlso, HomeShown, type HomeAlsoQuery, type HomeShownQuery } from './home.gql.ts'
import { words } from './messages.ts'
import { reviewsToShow, type Review } from './reviews.ts'

const FIRST = 20
/** For how long a result is news. */
const NEWS = 14 * 24 * 3600 * 1000

/** One card for each thing to do, the most pressing first. */
export default function HomePage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const home = useAsk(HomeShown, {})
  const also = useAsk(HomeAlso, {})
  const ballots = useAsk(MyBallots, { first: FIRST })
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <Answered asked={home}>
        {(shown) => (
          <Answered asked={ballots}>
            {(listed) => (
              <Answered asked={also}>{(more) => <Cards shown={shown} also={more} ballots={listed.ballots.nodes} />}</Answered>
            )}
          </Answered>
        )}
      </Answered>
    </>
  )
}

interface CardsProps {
  readonly shown: HomeShownQuery
  readonly also: HomeAlsoQuery
  readonly ballots: readonly BallotLine[]
}

function Cards({ shown, also, ballots }: CardsProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const now = useNow()
  const certified = shown.myCertifications.nodes.some((one) => one.endedAt === null)
  const others = shown.myOtherUnits.totalCount
  const isNews = (at: string | null): boolean => at !== null && now - new Date(at).getTime() < NEWS
  const toVote = ballots.filter((one) => one.state === 'OPEN' && (one.myWeight?.unitIds.length ?? 0) > 0)
    .sort((one, other) => ((one.closesAt ?? '') < (other.closesAt ?? '') ? -1 : 1))
  const results = ballots.filter((one) => (one.state === 'PUBLISHED' && isNews(one.publishedAt)) || one.state === 'CLOSED')
  const suspended = ballots.filter((one) => one.state === 'SUSPENDED' && isNews(one.suspendedAt))
  const soon = ballots.filter((one) => one.state === 'APPROVED')
  const toRate = also.myRatingUnits.filter((one) => one.ratedAt === null)
  // It does not keep the rest waiting.
  const filed = useAsk(MyTickets, { first: FIRST, after: null })
  const tickets = filed.data?.myTickets.nodes ?? []
  const finished = tickets.filter((one) => one.possibleActs.includes('RATE'))
  const reviews = reviewsToShow(shown, also, now)
  const underReview = reviews.waiting.length + reviews.moreAsked.length + reviews.rejected.length > 0
  const first = !certified && !underReview
  const something = first || underReview || reviews.offered.length > 0 || others > 0 || toRate.length + finished.length > 0 || toVote.length + results.length + suspended.length + soon.length > 0
  return (
    <>
      <Missed of={filed} what={t.tickets} />
      {!something && !filed.trouble && <Empty title={t.nothing}><p>{t.nothingHint}</p></Empty>}
      <ul className="cards">
        {reviews.moreAsked.map((one) => <li key={one.id}><ReviewCard review={one} /></li>)}
        {reviews.rejected.map((one) => <li key={one.id}><ReviewCard review={one} /></li>)}
        {reviews.offered.map((one) => (
          <li key={one.unit.id}>
            <ToDo title={t.reviewOffered} to="/manual-review" action={t.toAsk} pressing={!certified}>
              <p><strong>{t.unit(one.unit.buildingName, one.unit.entrance, one.unit.room)}</strong></p>
              <p>{t.reviewUntil(instant(one.until, language))}</p>
            </ToDo>
          </li>
        ))}
        {first && <li><ToDo title={t.first} to="/certify" action={t.certify} pressing={reviews.offered.length === 0}><p>{t.firstHint}</p></ToDo></li>}
        {toVote.map((one) => <li key={one.id}><Vote ballot={one} /></li>)}
        {certified && others > 0 && <li><ToDo title={t.others(others)} to="/units" action={t.toOthers} pressing={false}><p>{t.othersHint}</p></ToDo></li>}
        {finished.map((one) => <li key={one.id}><Finished ticket={one} /></li>)}
        {reviews.waiting.map((one) => <li key={one.id}><ReviewCard review={one} /></li>)}
        {results.map((one) => <li key={one.id}><Told ballot={one} /></li>)}
        {suspended.map((one) => <li key={one.id}><Told ballot={one} /></li>)}
        {soon.map((one) => <li key={one.id}><Told ballot={one} /></li>)}
        {toRate[0] && <li><Rate units={toRate.length} quarter={toRate[0].quarter} /></li>}
      </ul>
      <Notices notices={shown.notices.nodes} unread={also.unread.totalCount} />
    </>
  )
}

interface ToDoProps {
  readonly title: string
  readonly to: string
  readonly action: string
  readonly pressing: boolean
  readonly children: ReactNode
}

function ToDo({ title, to, action, pressing, children }: ToDoProps): ReactNode {
  return (
    <article className={pressing ? 'to-do pressing' : 'to-do'}>
      <h2>{title}</h2>
      {children}
      <Link className={pressing ? 'button primary wide' : 'button wide'} href={to}>{action}</Link>
    </article>
  )
}

function Vote({ ballot }: { ballot: BallotLine }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const now = useNow()
  const left = ballot.closesAt === null ? null : remaining(ballot.closesAt, now, language)
  const weight = ballot.myWeight
  return (
    <ToDo title={t.vote} to={`/ballots/${ballot.id}`} action={t.toVote} pressing>
      <p><strong>{ballot.title}</strong></p>
      <p className="quiet">{ballot.estate.name}</p>
      {left !== null && <p><strong>{t.left(left)}</strong></p>}
      {weight && <p>{t.youCount(weight.heads, area(weight.area, language), weight.unitIds.length)}</p>}
    </ToDo>
  )
}

/** What the company says that it has seen to: one looks, and rates it or asks again. */
function Finished({ ticket }: { ticket: TicketLineFragment }): ReactNode {
  const t = useMessages(words)
  const { kinds } = useMessages(terms)
  const { language } = useReading()
  return (
    <ToDo title={t.finished} to={`/tickets/${ticket.id}`} action={t.toFinished} pressing={false}>
      <p><strong>{kinds[ticket.kind]} · {placeOf(ticket, language)}</strong></p>
      <p className="quiet">{ticket.estate.name} · {day(ticket.stateSince, language)}</p>
    </ToDo>
  )
}

/** A manual review: what is wanted of the owner, or how long it has waited. */
function ReviewCard({ review }: { review: Review }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const now = useNow()
  const waited = remaining(new Date(now).toISOString(), new Date(review.waitingSince).getTime(), language)
  const [title, action, hint] = review.state === 'MORE_ASKED' ? [t.reviewMore, t.toReviewMore, t.reviewMoreHint]
    : review.state === 'REJECTED' ? [t.reviewRejected, t.toReviewRejected, t.reviewRejectedHint]
      : [t.reviewWaits, t.toReview, waited === null ? t.reviewJustSent : t.reviewWaited(waited)]
  return (
    <ToDo title={title} to={`/manual-review/${review.id}`} action={action} pressing={review.state !== 'WAITING'}>
      <p><strong>{t.unit(review.unit.buildingName, review.unit.entrance, review.unit.room)}</strong></p>
      <p>{hint}</p>
    </ToDo>
  )
}

/** A ballot of which there is only to be known. */
function Told({ ballot }: { ballot: BallotLine }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const says = {
    PUBLISHED: [t.result, t.toResult, 'result'], CLOSED: [t.counting, t.look, ''], SUSPENDED: [t.suspended, t.toBallot, ''], APPROVED: [t.soon, t.look, ''],
  } as const
  const [title, action, page] = says[ballot.state as keyof typeof says]
  return (
    <ToDo title={title} to={`/ballots/${ballot.id}${page && `/${page}`}`} action={action} pressing={false}>
      <p><strong>{ballot.title}</strong></p>
      <p className="quiet">{ballot.estate.name}</p>
      {ballot.state === 'APPROVED' && ballot.opensAt !== null && <p>{t.opens(instant(ballot.opensAt, language))}</p>}
    </ToDo>
  )
}

/** The quarter's rating of the property company, for as long as a unit can still give one. */
function Rate({ units, quarter }: { units: number; quarter: string }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <ToDo title={t.rate} to="/rating" action={t.toRate} pressing={false}>
      <p>{t.rateFor(quarterName(quarter, language), units)}</p>
    </ToDo>
  )
}

function Notices({ notices, unread }: { notices: HomeShownQuery['notices']['nodes']; unread: number }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  if (notices.length === 0) return null
  return (
    <section className="section">
      <h2>{t.notices}</h2>
      {unread > 0 && <p><strong>{t.unread(unread)}</strong></p>}
      <ul className="cards">
        {notices.map((notice) => (
          <li key={notice.id}>
            <Link className="card" href={`/notices/${notice.id}`}>
              <Unread readAt={notice.readAt} />
              <strong className="title">{notice.title}</strong>
              {notice.publishedAt !== null && <span className="quiet">{day(notice.publishedAt, language)}</span>}
            </Link>
          </li>
        ))}
      </ul>
      {unread > notices.filter((one) => one.readAt === null).length && <Link className="button wide" href="/notices?show=unread">{t.toUnread(unread)}</Link>}
      <Link className="button wide" href="/notices">{t.allNotices}</Link>
    </section>
  )
}
