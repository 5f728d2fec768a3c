import { useState, type ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { serverClock } from '../../../shared/clock.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant, remaining } from '../../../shared/moments.ts'
import { quarterName, quarterOf } from '../../../shared/rating/quarters.ts'
import { placeOf, terms as ticketTerms } from '../../../shared/tickets/terms.ts'
import { words as watchWords } from '../watch/messages.ts'
import { words } from './messages.ts'
import { TodayAlarms, TodayBallots, TodayNotices, TodayProposals, TodayRatings, TodayTickets, type BallotState, type NoticeState, type TicketState } from './today.gql.ts'
import { SHOWN, Waiting } from './Waiting.tsx'

interface InState<State> {
  readonly state: State
  readonly title: string
  readonly all: string
  /** Only those of one's own bodies: nobody mends or publishes another's. */
  readonly mine?: boolean
}

/** The notices in one state. */
export function NoticesIn({ state, title, all, mine = false }: InState<NoticeState>): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const asked = useAsk(TodayNotices, { states: [state], mine, first: SHOWN })
  return (
    <Waiting
      title={title}
      all={all}
      asked={asked}
      of={({ noticesInProgress: { totalCount, nodes } }) => ({
        total: totalCount,
        items: nodes.map((one) => ({
          id: one.id,
          to: `/notices/${one.id}`,
          name: one.title,
          place: one.estateName,
          when: one.submittedAt === null ? undefined : t.since(instant(one.submittedAt, language)),
        })),
      })}
    />
  )
}

/** The ballots in one state, with what remains of their window. */
export function BallotsIn({ state, title, all, mine = false }: InState<BallotState>): ReactNode {
  const asked = useAsk(TodayBallots, { states: [state], mine, first: SHOWN })
  const whenOf = useWhen()
  return (
    <Waiting
      title={title}
      all={all}
      asked={asked}
      of={({ now, ballots: { totalCount, nodes } }) => ({
        total: totalCount,
        items: nodes.map((one) => ({ id: one.id, to: `/ballots/${one.id}`, name: one.title, place: one.estate.name, when: whenOf(one, now) })),
      })}
    />
  )
}

interface InTime {
  readonly state: BallotState
  readonly opensAt: string | null
  readonly closesAt: string | null
  readonly submittedAt: string | null
}

function useWhen(): (ballot: InTime, now: string) => string | undefined {
  const t = useMessages(words)
  const { language } = useReading()
  return ({ state, opensAt, closesAt, submittedAt }, now) => {
    const until = (at: string): string | null => remaining(at, new Date(now).getTime(), language)
    if (state === 'OPEN' && closesAt !== null) {
      const left = until(closesAt)
      return left === null ? t.closing : t.left(left)
    }
    if (state === 'APPROVED' && opensAt !== null) {
      const left = until(opensAt)
      return left === null ? t.opening : t.opensIn(left)
    }
    return submittedAt === null ? undefined : t.since(instant(submittedAt, language))
  }
}

/** The estates that streets have proposed. */
export function ProposalsToDecide(): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const asked = useAsk(TodayProposals, { first: SHOWN })
  return (
    <Waiting
      title={t.proposals}
      all="/proposals/decide"
      asked={asked}
      of={({ estates: { totalCount, nodes } }) => ({
        total: totalCount,
        items: nodes.map((one) => ({ id: one.id, to: '/proposals/decide', name: one.name, place: one.street.name, when: t.since(instant(one.createdAt, language)) })),
      })}
    />
  )
}

/** What owners wrote in this quarter and the company has not answered, once it is told. */
export function RatingsToAnswer({ estateId, estate }: { estateId: string; estate: string }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [quarter] = useState(() => quarterOf(serverClock.now()))
  const asked = useAsk(TodayRatings, { estateId, quarter, first: SHOWN })
  const all = `/ratings/${estateId}?quarter=${quarter}&show=open`
  return (
    <Waiting
      title={t.ratingsToAnswer}
      all={all}
      asked={asked}
      of={({ ratings: { totalCount, nodes } }) => ({
        total: totalCount,
        items: nodes.map((one) => ({ id: one.id, to: all, name: one.words ?? '', place: estate, when: quarterName(quarter, language) })),
      })}
    />
  )
}

/** What the system could not decide by itself. */
export function AlarmsStanding(): ReactNode {
  const t = useMessages(words)
  const { kinds, other } = useMessages(watchWords).alarms
  const { language } = useReading()
  const asked = useAsk(TodayAlarms, { first: SHOWN })
  return (
    <Waiting
      title={t.alarms}
      all="/alarms"
      asked={asked}
      of={({ alarms: { totalCount, nodes } }) => ({
        total: totalCount,
        items: nodes.map((one) => ({
          id: one.id,
          to: '/alarms',
          name: (kinds as Readonly<Record<string, string>>)[one.kind] ?? other,
          place: one.estate?.name,
          when: t.raised(instant(one.raisedAt, language)),
        })),
      })}
    />
  )
}

interface TicketsProps {
  readonly states: readonly TicketState[] | null
  readonly overdue: boolean | null
  readonly title: string
  readonly all: string
}

/** Complaints and repairs that wait for somebody, the longest waiting first. */
export function TicketsIn({ states, overdue, title, all }: TicketsProps): ReactNode {
  const t = useMessages(words)
  const { kinds } = useMessages(ticketTerms)
  const { language } = useReading()
  const asked = useAsk(TodayTickets, { states: states as TicketState[] | null, overdue, first: SHOWN })
  return (
    <Waiting
      title={title}
      all={all}
      asked={asked}
      of={({ tickets: { totalCount, nodes } }) => ({
        total: totalCount,
        items: nodes.map((one) => ({
          id: one.id,
          to: `/tickets/${one.id}`,
          name: `${kinds[one.kind]} · ${placeOf(one, language)}`,
          place: one.estate.name,
          when: t.waitingSince(instant(one.stateSince, language)),
        })),
      })}
    />
  )
}
