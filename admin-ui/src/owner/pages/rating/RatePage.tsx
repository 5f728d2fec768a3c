import './rate.css'

import { useEffect, useRef, type ReactNode } from 'react'
import { useClient } from 'urql'
import { Link, useLocation, useParams } from 'wouter'

import { askNow, perform, useAsk, type RefusalOf } from '../../../shared/asking.ts'
import { useSubmitOnce, type Found, type Sent } from '../../../shared/ballot/submitOnce.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { quarterName } from '../../../shared/rating/quarters.ts'
import { Answered } from '../../../shared/ui/States.tsx'
import { ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Back } from '../../layout/Back.tsx'
import { useKept } from '../../memory.tsx'
import { Check } from './Check.tsx'
import { Form } from './Form.tsx'
import { words } from './messages.ts'
import { RateCompany, UnitsToRate, UnitToRateShown, type RateCompanyMutation, type UnitToRateFragment, type UnitToRateShownQuery } from './rating.gql.ts'
import { EMPTY, isComplete, scoresOf, type Draft } from './draft.ts'
import { useUnitName } from './unit.ts'

const TICKETS = 50
const STALE = ['RatingUnit', 'Rating', 'QuarterRating']
type Shown = UnitToRateShownQuery
type Refusal = RefusalOf<RateCompanyMutation>

/** Rating for one unit: the form, a page to check it, and what came of it. */
export default function RatePage(): ReactNode {
  const t = useMessages(words)
  const { unitId } = useParams<{ unitId: string }>()
  useTitle(t.title)
  const asked = useAsk(UnitToRateShown, { first: TICKETS })
  return (
    <Answered asked={asked.data ? { ...asked, trouble: undefined } : asked}>
      {(shown) => {
        const unit = shown.myRatingUnits.find((one) => one.unitId === unitId)
        return unit === undefined ? <Stopped title={t.notCertified} says={t.notCertifiedHint} certify /> : <Rating key={unitId} unit={unit} tickets={shown.myTickets.nodes} />
      }}
    </Answered>
  )
}

/** There is no rating here: why, and where to go. */
function Stopped({ title, says, certify = false }: { title: string; says: string; certify?: boolean }): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <Back to="/rating">{t.leaving}</Back>
      <h1 tabIndex={-1}>{title}</h1>
      <ErrorSummary title={says} />
      {certify && <Link className="button primary wide" href="/certify">{t.certify}</Link>}
      <Link className="button wide" href="/rating">{t.toTitle}</Link>
    </>
  )
}

function Rating({ unit, tickets }: { unit: UnitToRateFragment; tickets: Shown['myTickets']['nodes'] }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { step } = useParams<{ step?: string }>()
  const [, go] = useLocation()
  const [draft, keep] = useKept<Draft>(`rating-${unit.unitId}-${unit.quarter}`, EMPTY)
  const { submission, submit, ask, clear } = useRating(unit)
  const here = `/rating/units/${unit.unitId}`
  const complete = isComplete(draft)
  const { state } = submission
  useEffect(() => {
    if (step !== undefined && !complete && state !== 'done') go(here, { replace: true })
  }, [step, complete, state, go, here])
  if (state === 'done') return <Done unit={unit} onArrival={() => keep(null)} />
  if (unit.ratedAt !== null && state === 'ready') {
    const says = unit.byYourself ? t.alreadyBy : t.alreadyByCoOwner
    return <Stopped title={t.already} says={says(instant(unit.ratedAt, language), quarterName(unit.quarter, language))} />
  }
  if (step !== 'check' || !complete) {
    return (
      <>
        <Back to="/rating">{t.leaving}</Back>
        <Form unit={unit} tickets={tickets} draft={draft} onDraft={keep} onNext={() => go(`${here}/check`)} />
      </>
    )
  }
  return (
    <Check
      unit={unit}
      draft={draft}
      submission={submission}
      onSubmit={() => submit(draft)}
      onAsk={ask}
      onBack={() => {
        clear()
        go(here)
      }}
    />
  )
}

/** Sends once. A unit rates once in a quarter, so that what was lost on the way is found by the unit itself. */
function useRating(unit: UnitToRateFragment): ReturnType<typeof useSubmitOnce<Draft, true, Refusal>> {
  const client = useClient()
  const send = async (draft: Draft): Promise<Sent<true, Refusal>> => {
    const input = { unitId: unit.unitId, scores: scoresOf(draft), words: draft.words }
    const outcome = await perform(client, RateCompany, { input }, STALE)
    if (outcome.kind === 'done') return { kind: 'done', receipt: true }
    return outcome.kind === 'trouble' ? { kind: 'lost' } : { kind: 'refused', refusal: outcome.refusal }
  }
  const find = async (): Promise<Found<true>> => {
    const asked = await askNow(client, UnitsToRate, {})
    if (!('data' in asked)) return 'lost'
    const found = asked.data.myRatingUnits.find((one) => one.unitId === unit.unitId)
    return found !== undefined && found.ratedAt !== null && found.byYourself ? true : null
  }
  return useSubmitOnce<Draft, true, Refusal>({ send, find })
}

function Done({ unit, onArrival }: { unit: UnitToRateFragment; onArrival: () => void }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const nameOf = useUnitName()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    // What was written is recorded and need not be kept here.
    onArrival()
    // oxlint-disable-next-line react/exhaustive-deps -- once, on arrival
  }, [])
  return (
    <>
      <h1 tabIndex={-1} ref={heading} className="good"><span aria-hidden="true">✓ </span>{t.done}</h1>
      <p>{nameOf(unit)} · {quarterName(unit.quarter, language)}</p>
      <p>{t.doneHint}</p>
      <Link className="button primary wide" href="/rating">{t.toTitle}</Link>
    </>
  )
}
