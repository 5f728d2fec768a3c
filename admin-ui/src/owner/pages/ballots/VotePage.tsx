import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useClient } from 'urql'
import { Link, useLocation, useParams } from 'wouter'

import { askNow, perform, useAsk, type RefusalOf } from '../../../shared/asking.ts'
import { choicesOf, faultsOf, numberOf, withSuspended } from '../../../shared/ballot/answers.ts'
import { Booth } from '../../../shared/ballot/Booth.tsx'
import { CheckPage, type Counting } from '../../../shared/ballot/CheckPage.tsx'
import { useStanding, type StandingNow } from '../../../shared/ballot/live.ts'
import { words as boothWords } from '../../../shared/ballot/messages.ts'
import { useSubmitOnce, type Found, type Sent } from '../../../shared/ballot/submitOnce.ts'
import { useNow } from '../../../shared/clock.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { deadline, instant, remaining } from '../../../shared/moments.ts'
import { ErrorSummary, Refused } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { ConfirmForm } from '../../account/ConfirmForm.tsx'
import { Back } from '../../layout/Back.tsx'
import { useBooth } from '../../memory.tsx'
import { NoBallot } from './BallotPage.tsx'
import { BoothShown, CastBallot, ReceiptOfKey, type BoothShownQuery, type CastBallotMutation, type ReceiptOfKeyQuery } from './ballots.gql.ts'
import { words } from './messages.ts'

type Ballot = NonNullable<BoothShownQuery['ballot']>
type Receipt = NonNullable<ReceiptOfKeyQuery['receiptOfKey']>
type Refusal = RefusalOf<CastBallotMutation>
type Choices = ReturnType<typeof choicesOf>

/** The booth and its check page. */
export default function VotePage(): ReactNode {
  const { ballotId } = useParams<{ ballotId: string }>()
  const asked = useAsk(BoothShown, { id: ballotId })
  // Once it is open, trouble with newer answers is told by the line over the page; the booth says what it means for a vote.
  return (
    <Answered asked={asked.data ? { ...asked, trouble: undefined } : asked}>
      {({ ballot }) => (ballot === null ? <NoBallot /> : <Entered key={ballot.id} ballot={ballot} />)}
    </Answered>
  )
}

/** What stands between a person and the booth, or the booth itself. */
function Entered({ ballot }: { ballot: Ballot }): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { language } = useReading()
  const standing = useStanding(ballot.id)
  const now = useNow(1000)
  const casting = useCasting(ballot.id)
  const [openAtFirst] = useState(ballot.state === 'OPEN')
  const state = standing?.state ?? ballot.state
  const closesAt = standing?.closesAt ?? ballot.closesAt
  const ended = state === 'CLOSED' || state === 'PUBLISHED' || (state === 'OPEN' && closesAt !== null && new Date(closesAt).getTime() <= now)
  const { myWeight: weight, myReceipts: [receipt] } = ballot
  const voting = weight && <Voting ballot={ballot} counting={weight} standing={standing} now={now} casting={casting} />
  // Whatever happens to the ballot meanwhile: what was sent is waited for, and nothing is said before it is known.
  if (UNDER_WAY.has(casting.submission.state)) return voting
  if (state === 'SUSPENDED') {
    const reason = standing?.suspensionReason ?? ballot.suspensionReason
    return <Stopped ballot={ballot} says={`${openAtFirst ? t.justSuspended : t.suspended} ${reason === null ? '' : t.suspendedReason(reason)}`} />
  }
  if (ended) return <Stopped ballot={ballot} says={openAtFirst ? t.justClosed : t.counting} />
  if (state === 'APPROVED' && ballot.opensAt !== null) return <Stopped ballot={ballot} says={t.notOpen(instant(ballot.opensAt, language))} />
  if (weight !== null && weight.units.length > 0) return voting
  if (receipt) return <Stopped ballot={ballot} says={t.youVoted(instant(receipt.castAt, language))} receipt />
  const earlier = weight?.earlier
  return <Stopped ballot={ballot} says={earlier ? t.coOwnerVoted(earlier.maskedName, instant(earlier.castAt, language)) : t.notInScope} />
}

const UNDER_WAY: ReadonlySet<string> = new Set<Casting['submission']['state']>(['sending', 'asking', 'unknown', 'done'])

type Casting = ReturnType<typeof useSubmitOnce<Choices, Receipt, Refusal>>

/** Casting under the one key of this booth. */
function useCasting(ballotId: string): Casting {
  const client = useClient()
  const { booth } = useBooth(ballotId)
  const send = async (choices: Choices): Promise<Sent<Receipt, Refusal>> => {
    const outcome = await perform(client, CastBallot, { input: { ballotId, clientKey: booth.key, choices } }, ['Ballot', 'OwnVote'])
    if (outcome.kind === 'done') return { kind: 'done', receipt: outcome.value }
    if (outcome.kind === 'trouble') return { kind: 'lost' }
    return { kind: 'refused', refusal: outcome.refusal, keyUsed: outcome.refusal.__typename === 'KeyAlreadyUsed' }
  }
  const find = async (): Promise<Found<Receipt>> => {
    const asked = await askNow(client, ReceiptOfKey, { clientKey: booth.key })
    return 'data' in asked ? asked.data.receiptOfKey : 'lost'
  }
  return useSubmitOnce<Choices, Receipt, Refusal>({ send, find })
}

interface StoppedProps {
  readonly ballot: Ballot
  readonly says: string
  readonly receipt?: boolean
}

/** There is no voting here (any more): why, at once, and where to go. */
function Stopped({ ballot, says, receipt = false }: StoppedProps): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <h1 tabIndex={-1}>{ballot.title}</h1>
      {receipt ? <p className="good large" role="status"><span aria-hidden="true">✓ </span><strong>{says}</strong></p> : <ErrorSummary title={says} />}
      {receipt && <Link className="button primary wide" href={`/ballots/${ballot.id}/receipt`}>{t.toReceipt}</Link>}
      <Link className="button wide" href={`/ballots/${ballot.id}`}>{t.toBallot}</Link>
    </>
  )
}

interface VotingProps {
  readonly ballot: Ballot
  readonly counting: Counting
  readonly standing: StandingNow | undefined
  readonly now: number
  readonly casting: Casting
}

/** Choosing, checking and submitting. */
function Voting({ ballot, counting, standing, now, casting }: VotingProps): ReactNode {
  const t = useMessages(words)
  const { step } = useParams<{ step?: string }>()
  const [, go] = useLocation()
  const { booth, answer, leave } = useBooth(ballot.id)
  const paper = useMemo(() => withSuspended(ballot, standing?.suspendedMatterIds ?? []), [ballot, standing])
  const here = `/ballots/${ballot.id}/vote`
  const { submission, submit, ask, clear } = casting
  const done = submission.state === 'done'
  const complete = faultsOf(paper, booth.answers).length === 0
  useEffect(() => {
    if (!done) return
    go(`/ballots/${ballot.id}/receipt`, { replace: true })
    leave()
    // Once, when the receipt is there; what is kept of the booth changes by it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [done])
  useEffect(() => {
    if (step !== undefined && !complete && !done) go(here, { replace: true })
  }, [step, complete, done, go, here])

  const news = <News ballot={ballot} standing={standing} now={now} />
  if (step !== 'check' || !complete) {
    return (
      <>
        <Back to={`/ballots/${ballot.id}`}>{t.leaving}</Back>
        <Booth paper={paper} answers={booth.answers} onAnswers={answer} onNext={() => go(`${here}/check`)}>{news}</Booth>
      </>
    )
  }
  const refusal = submission.state === 'refused' ? submission.refusal : undefined
  const freshCode = refusal?.__typename === 'FreshCodeNeeded'
  const cast = (): Promise<void> => submit(choicesOf(paper, booth.answers))
  return (
    <CheckPage
      paper={paper}
      answers={booth.answers}
      counting={counting}
      submission={submission.state}
      blocked={freshCode}
      onBack={() => {
        clear()
        go(here)
      }}
      onSubmit={cast}
      onAsk={ask}
    >
      {news}
      {refusal && !freshCode && <Refused of={refusal} />}
      {freshCode && <ConfirmForm action={t.confirmAndSubmit} onConfirmed={cast} />}
    </CheckPage>
  )
}

/** What happened to the ballot since the booth was entered, and the time that is left. */
function News({ ballot, standing, now }: { ballot: Ballot; standing: StandingNow | undefined; now: number }): ReactNode {
  const t = useMessages(words)
  const b = useMessages(boothWords)
  const { list } = useMessages(joints)
  const { language } = useReading()
  const [entered] = useState(ballot)
  const suspended = ballot.matters.filter((matter) =>
    standing?.suspendedMatterIds.includes(matter.id) && entered.matters.some((one) => one.id === matter.id && one.state === 'ACTIVE'))
  const closesAt = standing?.closesAt ?? ballot.closesAt
  const extended = closesAt !== null && entered.closesAt !== null && new Date(closesAt) > new Date(entered.closesAt)
  const left = closesAt === null ? null : remaining(closesAt, now, language)
  return (
    <>
      {closesAt !== null && left !== null && (
        <p className="when"><strong>{t.untilClose(left)}</strong>{' '}<span>{t.closesAt(deadline(closesAt, language))}</span></p>
      )}
      <div role="alert">
        {suspended.length > 0 && <p className="note warning"><span aria-hidden="true">‖ </span>{b.justSuspended(list(suspended.map((one) => numberOf(ballot, one))))}</p>}
        {extended && <p className="note">{t.justExtended(deadline(closesAt, language))}</p>}
      </div>
    </>
  )
}
