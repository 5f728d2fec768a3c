import './ballots.css'

import { useEffect, type ReactNode } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { terms } from '../../../shared/ballot/terms.ts'
import { serverClock, useNow } from '../../../shared/clock.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day, instant } from '../../../shared/moments.ts'
import { useSession } from '../../../shared/session.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { ActBar } from './ActBar.tsx'
import { ActDialog, type OpenAct } from './ActDialog.tsx'
import { Alarms } from './Alarms.tsx'
import { BallotPage as Asked, BallotStandingLive, type BallotShownFragment } from './ballot.gql.ts'
import { words } from './ballotMessages.ts'
import { Broadcasts } from './Broadcasts.tsx'
import { Facts } from './Facts.tsx'
import { useLive } from './live.ts'
import { LOOKS } from './looks.ts'
import { Matters } from './Matters.tsx'
import { words as listWords } from './messages.ts'
import { ProgressPanel } from './ProgressPanel.tsx'
import { ReviewPanel } from './ReviewPanel.tsx'
import { offersOf, rightsOver, type Act } from './rights.ts'
import { Timeline } from './Timeline.tsx'

/** One ballot for whoever may see it: where it stands, what it asks, who has taken part, what has happened and what can be done. */
export default function BallotPage(): ReactNode {
  const t = useMessages(words)
  const { ballotId = '' } = useParams()
  const asked = useAsk(Asked, { id: ballotId })
  return (
    <>
      <p><Link to="/ballots">{t.backToList}</Link></p>
      <Answered asked={asked}>
        {({ ballot, now }) => {
          serverClock.note(now)
          return ballot === null ? <Missing /> : <Shown ballot={ballot} again={asked.again} />
        }}
      </Answered>
    </>
  )
}

function Missing(): ReactNode {
  const t = useMessages(words)
  useTitle(t.notFound)
  return (
    <>
      <h1 tabIndex={-1}>{t.notFound}</h1>
      <p>{t.notFoundHint}</p>
    </>
  )
}

const WITH_A_ROLL: readonly BallotShownFragment['state'][] = ['OPEN', 'SUSPENDED', 'CLOSED', 'PUBLISHED']

function Shown({ ballot, again }: { ballot: BallotShownFragment; again: () => void }): ReactNode {
  const t = useMessages(listWords)
  const term = useMessages(terms)
  const { last } = useSession()
  const roles = last?.roles ?? []
  const rights = rightsOver(ballot, roles)
  const offers = offersOf(ballot, roles, useNow())
  const [open, setOpen] = useOpenAct(offers.filter((one) => one.hindrance === null).map((one) => one.act))
  useTitle(ballot.title || t.untitled)
  useStanding(ballot, again)
  return (
    <>
      <div className="page-head">
        <h1 tabIndex={-1}>{ballot.title || t.untitled}</h1>
        <StateTag look={LOOKS[ballot.state]}>{term.states[ballot.state]}</StateTag>
      </div>
      <StateNow ballot={ballot} mayEdit={rights.prepare} />
      <ActBar ballot={ballot} offers={offers} onAct={(act) => setOpen({ act })} />
      {rights.alarms && <Alarms ballot={ballot} mayRelease={rights.release} onDone={again} />}
      <div className="two-columns">
        <div className="wide-column">
          {ballot.state === 'SUBMITTED' && <ReviewPanel ballot={ballot} mayReview={rights.review} onDone={again} />}
          {ballot.roll !== null && WITH_A_ROLL.includes(ballot.state) && <ProgressPanel ballot={ballot} planner={rights.run} />}
          {ballot.state !== 'SUBMITTED' && <Matters ballot={ballot} {...(offers.some((one) => one.act === 'suspend' && one.hindrance === null) ? { onSuspend: (matterId: string) => setOpen({ act: 'suspend', matterId }) } : {})} />}
          {rights.deliveries && WITH_A_ROLL.includes(ballot.state) && <Broadcasts ballotId={ballot.id} />}
        </div>
        <div className="narrow-column">
          {ballot.state !== 'SUBMITTED' && <Facts ballot={ballot} />}
          <Timeline ballot={ballot} />
        </div>
      </div>
      {open && <ActDialog ballot={ballot} open={open} onClose={() => setOpen(null)} onDone={again} />}
    </>
  )
}

function StateNow({ ballot, mayEdit }: { ballot: BallotShownFragment; mayEdit: boolean }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <div className={`now ${LOOKS[ballot.state]}`}>
      <p>{t.now[ballot.state]}</p>
      {ballot.state === 'REJECTED' && ballot.reviewReason !== null && <p><strong>{t.rejectedBecause(ballot.reviewReason)}</strong></p>}
      {ballot.state === 'SUSPENDED' && ballot.suspensionReason !== null && (
        <p><strong>{t.suspendedBecause(ballot.suspensionReason)}</strong>{ballot.suspendedAt !== null && ` · ${instant(ballot.suspendedAt, language)}`}</p>
      )}
      {ballot.extendedAt !== null && ballot.firstClosesAt !== null && (
        <p>{t.extendedFrom(day(new Date(Date.parse(ballot.firstClosesAt) - 1).toISOString(), language))}{ballot.extensionReason !== null && ` · ${t.reasonOf(ballot.extensionReason)}`}</p>
      )}
      {mayEdit && (ballot.state === 'DRAFT' || ballot.state === 'REJECTED') && <p><Link to={`/ballots/${ballot.id}/edit`}>{t.editHere}</Link></p>}
      {ballot.state === 'PUBLISHED' && <p><Link to={`/ballots/${ballot.id}/result`}>{t.goToResult}</Link></p>}
    </div>
  )
}

/** Looks again as soon as the ballot stands elsewhere than this page shows. */
function useStanding(ballot: BallotShownFragment, again: () => void): void {
  const told = useLive(BallotStandingLive, ballot.id, ballot.state === 'APPROVED' || ballot.state === 'OPEN' || ballot.state === 'CLOSED')
  const standing = told?.data.ballotState
  const suspended = ballot.matters.filter((matter) => matter.state === 'SUSPENDED').length
  const differs = standing !== undefined
    && (standing.state !== ballot.state || standing.closesAt !== ballot.closesAt || standing.suspendedMatterIds.length !== suspended)
  useEffect(() => {
    if (differs) again()
  }, [differs, standing, again])
}

/** Which dialog is open stands in the address, so that a list can lead straight to it. */
function useOpenAct(allowed: readonly Act[]): [OpenAct | null, (open: OpenAct | null) => void] {
  const [parameters, setParameters] = useSearchParams()
  const act = allowed.find((one) => one === parameters.get('act'))
  const matterId = parameters.get('matter')
  const set = (open: OpenAct | null): void => {
    setParameters((before) => {
      const after = new URLSearchParams(before)
      after.delete('act')
      after.delete('matter')
      if (open !== null) after.set('act', open.act)
      if (open?.matterId !== undefined) after.set('matter', open.matterId)
      return after
    }, { replace: true })
  }
  return [act === undefined ? null : { act, ...(matterId === null ? {} : { matterId }) }, set]
}
