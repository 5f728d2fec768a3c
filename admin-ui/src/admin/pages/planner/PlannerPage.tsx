import '../ballots/ballots.css'
import './planner.css'

import { Button } from 'antd'
import { useCallback, useSyncExternalStore, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { serverClock } from '../../../shared/clock.ts'
import { connection } from '../../../shared/gqlClient.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { clockTime, deadline } from '../../../shared/moments.ts'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { PAGE_SIZE } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { quorumOf } from '../ballots/ProgressPanel.tsx'
import { Doors } from './Doors.tsx'
import { GapPanel } from './GapPanel.tsx'
import { useFollowed } from './live.ts'
import { words } from './messages.ts'
import { Parts } from './Parts.tsx'
import { PlannerBallot, PlannerGap, type PlannerBallotQuery } from './planner.gql.ts'

/** What a running ballot still lacks, where the silent are, and the shortest list of doors that closes the gap. */
export default function PlannerPage(): ReactNode {
  const t = useMessages(words)
  const { ballotId = '' } = useParams()
  const asked = useAsk(PlannerBallot, { id: ballotId })
  return (
    <>
      <p><Link to={`/ballots/${ballotId}`}>{t.back}</Link></p>
      <Answered asked={asked}>
        {({ ballot, now }) => {
          serverClock.note(now)
          return ballot === null ? <NotHere title={t.missingPage} hint={t.missingHint} /> : <Planned ballot={ballot} onAgain={asked.again} />
        }}
      </Answered>
    </>
  )
}

/** There is no plan: why, and where to go on. */
export function NotHere({ title, hint, children }: { title: string; hint: string; children?: ReactNode }): ReactNode {
  useTitle(title)
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      <Empty title={hint}>{children}</Empty>
    </>
  )
}

export type PlannedBallot = NonNullable<PlannerBallotQuery['ballot']>

function Planned({ ballot, onAgain }: { ballot: PlannedBallot; onAgain: () => void }): ReactNode {
  const t = useMessages(words)
  const [address, change] = useAddress(['building', 'entrance', 'after'] as const)
  const asked = useAsk(PlannerGap, {
    id: ballot.id, building: address.building || null, entrance: address.entrance || null, first: PAGE_SIZE, after: address.after || null,
  })
  const { again: askAgain } = asked
  const again = useCallback(() => {
    onAgain()
    askAgain()
  }, [onAgain, askAgain])
  useFollowed(ballot.id, again, ballot.state === 'OPEN')
  useTitle(t.titleOf(ballot.title))
  return (
    <Answered asked={asked}>
      {({ gapPlan: plan }) => {
        if (plan === null) {
          const over = ballot.state === 'OPEN' ? [t.missingPage, t.missingHint] as const : [t.over, t.overHint] as const
          return <NotHere title={over[0]} hint={over[1]}><p><Link to={`/ballots/${ballot.id}`}>{t.toBallot}</Link></p></NotHere>
        }
        return (
          <>
            <div className="page-head">
              <h1 tabIndex={-1}>{t.titleOf(ballot.title)}</h1>
              <Button aria-busy={asked.waiting || undefined} onClick={again}>{t.refresh}</Button>
            </div>
            <Freshness at={plan.at} closesAt={plan.closesAt} estate={ballot.estate.name} />
            <GapPanel plan={plan} quorum={quorumOf(ballot.matters)} />
            <Doors ballotId={ballot.id} plan={plan} address={address} onChange={change} />
            <Parts ballotId={ballot.id} parts={plan.parts} at={plan.at} />
          </>
        )
      }}
    </Answered>
  )
}

function Freshness({ at, closesAt, estate }: { at: string; closesAt: string; estate: string }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const reachable = useSyncExternalStore(connection.subscribe, connection.reachable)
  const clock = clockTime(at, language)
  return (
    <p className="hint number">
      {estate} · {t.closesAt(deadline(closesAt, language))} · {reachable ? <><span aria-hidden="true">● </span>{t.updated(clock)}</> : t.offline(clock)}
    </p>
  )
}
