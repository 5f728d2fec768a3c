import './review.css'

import { useEffect, useState, type ReactNode } from 'react'
import { Link, useLocation, useParams } from 'wouter'

import { useAsk, useCommand, type Asked } from '../../../shared/asking.ts'
import { useNow } from '../../../shared/clock.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant, remaining } from '../../../shared/moments.ts'
import type { Refusal } from '../../../shared/refusals.gql.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary, Refused } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { useClaim } from '../../memory.tsx'
import { Consent } from '../../ui/Consent.tsx'
import { useFocusOnTurn } from '../../ui/useFocusOnTurn.ts'
import { Documents } from './Documents.tsx'
import { settled, useDraft, useFaults } from './draft.ts'
import { Entered } from './Entered.tsx'
import { consentFault, photoFaults } from './faults.ts'
import { words } from './messages.ts'
import { OwnPhotos } from './OwnPhotos.tsx'
import { AddReviewPhotos, ReviewsFollowed, WithdrawManualReview, type FollowedReviewFragment, type ReviewsFollowedQuery } from './review.gql.ts'
import { ReviewTag } from './ReviewTag.tsx'
import { latestOf, Story, Told } from './Story.tsx'

const LOOK_AGAIN = 30_000
const ANSWER_WITHIN = 30 * 24 * 3600 * 1000
const STALE = ['MyFailedMatch', 'MyManualReview', 'MyManualReviewConnection'] as const

interface Around {
  readonly review: FollowedReviewFragment
  readonly all: ReviewsFollowedQuery
  /** Something was done: it is said on top, and everything is asked again. */
  readonly onDone: (said: string) => void
  /** A refusal that says that the page is older than the review: it is told on top, and everything is asked again. */
  readonly onMeanwhile: (refusal: Refusal) => void
}

const MEANWHILE = ['ManualReviewDecided', 'NotInThisState', 'AlreadyUnderReview'] as const
const isMeanwhile = ({ __typename }: Refusal): boolean => MEANWHILE.some((one) => one === __typename)

/** One review as its owner follows it: where it stands, what is to do, what happened. */
export default function FollowPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { reviewId } = useParams<{ reviewId: string }>()
  const asked = useAsk(ReviewsFollowed, {})
  useLookingAgain(asked)
  const [said, setSaid] = useState('')
  const [meanwhile, setMeanwhile] = useState<Refusal | null>(null)
  const told = (done: string, refusal: Refusal | null): void => {
    setSaid(done)
    setMeanwhile(refusal)
    asked.again()
    window.scrollTo(0, 0)
  }
  return (
    <>
      <Back to="/manual-review">{t.toReviews}</Back>
      <h1 tabIndex={-1}>{t.title}</h1>
      <div role="status">{said !== '' && <p className="good"><span aria-hidden="true">✓ </span>{said}</p>}</div>
      {meanwhile && <Refused of={meanwhile} />}
      <Answered asked={asked}>
        {(all) => {
          const review = all.myManualReviews.nodes.find((one) => one.id === reviewId)
          if (review === undefined) return <Empty title={t.notFound}><p>{t.notFoundHint}</p><Link className="button" href="/manual-review">{t.toReviews}</Link></Empty>
          return (
            <Following review={review} all={all} onDone={(what) => told(what, null)} onMeanwhile={(refusal) => told('', refusal)} />
          )
        }}
      </Answered>
    </>
  )
}

/** The street decides while one looks. */
function useLookingAgain({ again }: Asked<unknown>): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') again()
    }, LOOK_AGAIN)
    return () => clearInterval(timer)
  }, [again])
}

function Following(around: Around): ReactNode {
  const t = useMessages(words)
  const { review } = around
  const open = review.state === 'WAITING' || review.state === 'MORE_ASKED'
  return (
    <>
      <section className="standing" aria-label={t.title}>
        <ReviewTag state={review.state} />
        <p className="large"><strong>{t.unit(review.unit.buildingName, review.unit.entrance, review.unit.room)}</strong><span className="quiet line">{review.unit.estateName}</span></p>
        <Standing {...around} />
      </section>
      {review.entered && (
        <section className="section">
          <h2>{t.entered}</h2>
          <Entered entered={review.entered} />
        </section>
      )}
      <OwnPhotos review={review} />
      <Story review={review} />
      {open && <Withdrawing {...around} />}
    </>
  )
}

function Standing(around: Around): ReactNode {
  const t = useMessages(words)
  switch (around.review.state) {
    case 'WAITING': return <Waiting {...around} />
    case 'MORE_ASKED': return <MoreAsked {...around} />
    case 'REJECTED': return <Rejected {...around} />
    case 'APPROVED': return <><p>{t.approved}</p><Link className="button primary wide" href="/">{t.toHome}</Link></>
    case 'WITHDRAWN': return <><p>{t.withdrawnSays}</p><Link className="button wide" href="/certify">{t.certify}</Link></>
    case 'OVERTAKEN': return <><p>{t.overtaken}</p><Link className="button wide" href="/">{t.toHome}</Link></>
    case 'LAPSED': return <><p>{t.lapsed}</p><Link className="button primary wide" href="/certify">{t.certify}</Link></>
  }
}

function Waiting({ review }: Around): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const now = useNow()
  const waited = remaining(new Date(now).toISOString(), new Date(review.waitingSince).getTime(), language)
  const hours = review.usualHours
  return (
    <>
      <p>{waited === null ? t.waitsNow : t.waits(waited)}{hours !== null && ` ${hours <= 48 ? t.usualHours(hours) : t.usualDays(Math.ceil(hours / 24))}`}</p>
      <p>{t.told}</p>
    </>
  )
}

/** What the street wants besides, and the way to send it. */
function MoreAsked({ review, all, onDone, onMeanwhile }: Around): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [draft, forget] = useDraft(review.unit.id)
  const text = all.consentText
  const [agreed, setAgreed] = useState(draft.agreedTo(text.version))
  const [faults, setFaults, asFound] = useFaults(draft)
  const add = useCommand(AddReviewPhotos, STALE)
  const send = async (): Promise<void> => {
    add.clear()
    if (!agreed) return setFaults([consentFault(t.consentNeeded)])
    const ids = await settled(draft)
    const found = photoFaults(ids, false, t)
    setFaults(found)
    if (found.length > 0) return
    const outcome = await add.run({ input: { reviewId: review.id, photoIds: [...ids.IDENTITY_DOCUMENT!, ...ids.PROPERTY_DOCUMENT!] } })
    if (outcome.kind === 'refused' && isMeanwhile(outcome.refusal)) {
      add.clear() // it is told on top
      return onMeanwhile(outcome.refusal)
    }
    if (outcome.kind !== 'done') return
    forget()
    onDone(t.addedNow)
  }
  const until = new Date(new Date(review.waitingSince).getTime() + ANSWER_WITHIN).toISOString()
  return (
    <form className="who" noValidate onSubmit={(event) => event.preventDefault()}>
      <section className="note warning stack" aria-labelledby="more">
        <h2 id="more">{t.moreTitle}</h2>
        <Told step={latestOf(review, 'MORE_ASKED')} />
        <p>{t.moreUntil(instant(until, language))}</p>
      </section>
      {faults.length > 0 ? <ErrorSummary title={t.faults(faults.length)} faults={faults} occasion={asFound} /> : <CommandErrors of={add} />}
      <Consent
        title={t.consentTitle}
        text={text}
        label={t.consent}
        agreed={agreed}
        onAgreed={(now) => {
          draft.agree(now ? text.version : '')
          setAgreed(now)
          if (now) setFaults([])
        }}
        error={faults.find((one) => one.path === 'consent')?.message}
      />
      {agreed ? <Documents draft={draft} faults={faults} /> : <p className="quiet">{t.consentFirst}</p>}
      <Button look="primary" className="wide" busy={add.busy} onClick={send}>{t.add}</Button>
    </form>
  )
}

/** Why it was turned down, and the two ways on: with other photos, or with other data. */
function Rejected({ review, all }: Around): ReactNode {
  const t = useMessages(words)
  const [, go] = useLocation()
  const [claim, setClaim] = useClaim()
  const again = all.myFailedMatches.some(({ unit }) => unit.id === review.unit.id)
  const { unit } = review
  const chosen = { estate: { id: unit.estateId, name: unit.estateName }, building: { id: '', name: unit.buildingName }, unit: { id: unit.id, entrance: unit.entrance, room: unit.room } }
  const kept = claim.unit?.id === unit.id ? claim : { document: null, name: '', number: '' }
  return (
    <>
      <section className="note warning stack" aria-labelledby="why">
        <h2 id="why">{t.rejected}</h2>
        <Told step={latestOf(review, 'REJECTED')} />
      </section>
      {again && (
        <>
          <p>{t.againHint}</p>
          <Button
            look="primary"
            className="wide"
            onClick={() => {
              setClaim({ ...kept, ...chosen })
              go('/manual-review')
            }}
          >
            {t.again}
          </Button>
        </>
      )}
      <p>{t.anewHint}</p>
      <Button
        look={again ? 'plain' : 'primary'}
        className="wide"
        onClick={() => {
          setClaim({ ...kept, ...chosen })
          go('/certify/who')
        }}
      >
        {t.anew}
      </Button>
    </>
  )
}

/** It says first what is lost with it. */
function Withdrawing({ review, onDone, onMeanwhile }: Around): ReactNode {
  const t = useMessages(words)
  const withdraw = useCommand(WithdrawManualReview, STALE)
  const [sure, setSure] = useState(false)
  const box = useFocusOnTurn<HTMLElement>(sure)
  const [, forget] = useDraft(review.unit.id)
  const take = async (): Promise<void> => {
    const outcome = await withdraw.run({ input: { reviewId: review.id } })
    if (outcome.kind === 'refused' && isMeanwhile(outcome.refusal)) {
      withdraw.clear() // it is told on top
      return onMeanwhile(outcome.refusal)
    }
    if (outcome.kind !== 'done') return
    forget()
    onDone(t.withdrawnNow)
  }
  return (
    <section className="section" aria-label={t.withdraw} ref={box}>
      <CommandErrors of={withdraw} />
      {sure ? (
        <div className="stack">
          <p className="note warning" role="alert" tabIndex={-1}><span aria-hidden="true">⚠ </span>{t.withdrawEffect}</p>
          <Button look="danger" className="wide" busy={withdraw.busy} onClick={take}>{t.sure}</Button>
          <Button className="wide" onClick={() => setSure(false)}>{t.keep}</Button>
        </div>
      ) : <Button className="wide" onClick={() => setSure(true)}>{t.withdraw}</Button>}
    </section>
  )
}
