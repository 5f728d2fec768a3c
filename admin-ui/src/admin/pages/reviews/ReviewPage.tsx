import './reviews.css'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk, type Asked } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { sentenceOf } from '../../../shared/problems.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { useAllowed } from '../../ui/allowed.ts'
import { StateTag } from '../../ui/StateTag.tsx'
import { AnswerDialog } from './AnswerDialog.tsx'
import { ApproveDialog } from './ApproveDialog.tsx'
import { Comparison } from './Comparison.tsx'
import { LOOKS } from './looks.ts'
import type { Meanwhile } from './meanwhile.ts'
import { words } from './messages.ts'
import { Photos, useReviewPhotos } from './Photos.tsx'
import { Reveal } from './Reveal.tsx'
import { ReviewQueue, ReviewShown, type ReviewInFullFragment } from './reviews.gql.ts'
import { Story } from './Story.tsx'
import { useAge } from './useAge.ts'

const LOOK_AGAIN = 30_000

/** One manual review: what was entered beside the register, the photos, and the decision. */
export default function ReviewPage(): ReactNode {
  const t = useMessages(words)
  const { reviewId = '' } = useParams()
  const asked = useAsk(ReviewShown, { id: reviewId })
  useTitle(t.title)
  useLookingAgain(asked)
  return (
    <Answered asked={asked}>
      {({ manualReview, now }) =>
        manualReview === null ? (
          <>
            <h1 tabIndex={-1}>{t.title}</h1>
            <Empty title={t.notFound}><p>{t.notFoundHint}</p><Link to="/manual-reviews">{t.back}</Link></Empty>
          </>
        ) : <Reviewing key={manualReview.id} review={manualReview} now={now} again={asked.again} />
      }
    </Answered>
  )
}

/** The owner may add or withdraw, and somebody else decide, while one looks. */
function useLookingAgain({ again }: Asked<unknown>): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') again()
    }, LOOK_AGAIN)
    return () => clearInterval(timer)
  }, [again])
}

type Act = 'approve' | 'ask' | 'reject'

function Reviewing({ review, now, again }: { review: ReviewInFullFragment; now: string; again: () => void }): ReactNode {
  const t = useMessages(words)
  const { decideReview } = useAllowed()
  const [act, setAct] = useState<Act | null>(null)
  const [said, setSaid] = useState('')
  const [meanwhile, setMeanwhile] = useState<Meanwhile | null>(null)
  const { photos, party } = useReviewPhotos(review.id)
  const open = review.decidedAt === null
  const close = (): void => setAct(null)
  const done = (what: string) => (): void => {
    close()
    setMeanwhile(null)
    setSaid(what)
    again()
  }
  const overtaken = (what: Meanwhile): void => {
    close()
    setSaid('')
    setMeanwhile(what)
    again()
  }
  return (
    <>
      <p><Link to="/manual-reviews">{t.back}</Link></p>
      <h1 tabIndex={-1}>{review.unit.estateName} {t.unit(review.unit.buildingName, review.unit.entrance, review.unit.room)}</h1>
      <Standing review={review} now={now} />
      {meanwhile && <Told meanwhile={meanwhile} />}
      <div role="status">{said !== '' && <p className="said"><span aria-hidden="true">✓ </span>{said}</p>}</div>
      {decideReview && (!open || said !== '') && <Next />}
      <Comparison review={review} />
      <section aria-labelledby="photos">
        <h2 id="photos">{t.photos}</h2>
        <Photos review={review} photos={photos} mayLook={decideReview && !party} />
      </section>
      {open && !party && (
        <section aria-labelledby="decide">
          <h2 id="decide">{t.decide}</h2>
          {!decideReview && <p>{t.notYours}</p>}
          {decideReview && (
            <>
              {review.state === 'MORE_ASKED' && <p>{t.askedAlready}</p>}
              <div className="act-row">
                <Button look="primary" onClick={() => setAct('approve')}>{t.approve}</Button>
                {review.state === 'WAITING' && <Button onClick={() => setAct('ask')}>{t.askMore}</Button>}
                <Button look="danger" onClick={() => setAct('reject')}>{t.reject}</Button>
                <Reveal review={review} />
              </div>
            </>
          )}
        </section>
      )}
      <Story review={review} />
      {act === 'approve' && <ApproveDialog review={review} photos={photos} onDone={done(t.approved)} onMeanwhile={overtaken} onClose={close} />}
      {(act === 'ask' || act === 'reject') && (
        <AnswerDialog review={review} answer={act} onDone={done(act === 'ask' ? t.asked : t.rejected)} onMeanwhile={overtaken} onClose={close} />
      )}
    </>
  )
}

function Standing({ review, now }: { review: ReviewInFullFragment; now: string }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const age = useAge()
  const waited = age(review.waitingSince, now)
  const facts = [
    ...(review.decidedAt === null ? [review.state === 'WAITING' ? t.waits(waited) : t.waitsOwner(waited)] : [t.decided(instant(review.decidedAt, language))]),
    t.submitted(instant(review.submittedAt, language)),
    t.phone(review.maskedPhone),
  ]
  return <p><StateTag look={LOOKS[review.state]}>{t.states[review.state]}</StateTag>{facts.map((one) => <span key={one}> · {one}</span>)}</p>
}

/** What somebody else did meanwhile, with the focus on it: the page below has changed. */
function Told({ meanwhile }: { meanwhile: Meanwhile }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // After the dialog has given the focus back to its button.
    const timer = setTimeout(() => box.current?.focus())
    return () => clearTimeout(timer)
  }, [meanwhile])
  return (
    <div className="must-settle" role="alert" tabIndex={-1} ref={box}>
      <p><strong><span aria-hidden="true">⚠ </span>{meanwhile.__typename === 'ManualReviewDecided' ? decided(meanwhile) : sentenceOf(meanwhile, language)}</strong></p>
    </div>
  )

  function decided({ itsMaskedName, itsDecidedAt, itsOutcome }: Extract<Meanwhile, { __typename: 'ManualReviewDecided' }>): string {
    const outcome = (t.outcomes as Readonly<Record<string, string>>)[itsOutcome] ?? itsOutcome
    const at = instant(itsDecidedAt, language)
    return itsMaskedName === '—' ? t.endedMeanwhile(at, outcome) : t.decidedMeanwhile(itsMaskedName, at, outcome)
  }
}

/** The way to the next one, for whoever has forty before lunch. */
function Next(): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(ReviewQueue, { first: 1 })
  if (asked.data === undefined) return <Missed of={asked} what={t.next} />
  const next = asked.data.manualReviews.nodes[0]
  return <p>{next === undefined ? t.noNext : <Link className="link-button" to={`/manual-reviews/${next.id}`}>{t.next}</Link>}</p>
}
