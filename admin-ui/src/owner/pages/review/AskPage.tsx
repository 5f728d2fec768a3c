import { useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day, instant } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { useClaim } from '../../memory.tsx'
import { Consent } from '../../ui/Consent.tsx'
import { Documents } from './Documents.tsx'
import { settled, useDraft, useFaults } from './draft.ts'
import { Entered } from './Entered.tsx'
import { consentFault, photoFaults } from './faults.ts'
import { words } from './messages.ts'
import { ReviewsToAskFor, SubmitManualReview, type ReviewsToAskForQuery } from './review.gql.ts'
import { ReviewTag } from './ReviewTag.tsx'

type Match = ReviewsToAskForQuery['myFailedMatches'][number]
type Text = ReviewsToAskForQuery['consentText']

const STALE = ['MyFailedMatch', 'MyManualReview', 'MyManualReviewConnection'] as const

/** Where a manual review is asked for, after a match that failed and not otherwise; and those that one asked for. */
export default function AskPage(): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(ReviewsToAskFor, {})
  const title = asked.data?.myFailedMatches.length === 0 ? t.toReviews : t.askTitle
  useTitle(title)
  return (
    <>
      <Back to="/units">{t.unitsTitle}</Back>
      <h1 tabIndex={-1}>{title}</h1>
      <Answered asked={asked}>
        {({ myFailedMatches, myManualReviews, consentText }) => (
          <>
            {myFailedMatches.length === 0 ? (
              <Empty title={t.none}>
                <p>{t.noneHint}</p>
                <Link className="button primary" href="/certify">{t.certify}</Link>
              </Empty>
            ) : <Choosing matches={myFailedMatches} text={consentText} />}
            <Mine reviews={myManualReviews.nodes} />
          </>
        )}
      </Answered>
    </>
  )
}

/** Of several units the one that was just tried; another at a tap. */
function Choosing({ matches, text }: { matches: readonly Match[]; text: Text }): ReactNode {
  const t = useMessages(words)
  const [claim] = useClaim()
  const [chosen, setChosen] = useState(claim.unit?.id)
  const match = matches.find(({ unit }) => unit.id === chosen) ?? matches[0]!
  return (
    <>
      <p>{t.about}</p>
      {matches.length > 1 && (
        <fieldset className="field">
          <legend><strong>{t.which}</strong></legend>
          <div className="options">
            {matches.map(({ unit }) => (
              <label key={unit.id} className={unit.id === match.unit.id ? 'pick picked' : 'pick'}>
                <input type="radio" name="unit" checked={unit.id === match.unit.id} onChange={() => setChosen(unit.id)} />
                <span className="label">{unit.estateName} {t.unit(unit.buildingName, unit.entrance, unit.room)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <Asking key={match.unit.id} match={match} text={text} />
    </>
  )
}

function Asking({ match, text }: { match: Match; text: Text }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [claim, setClaim] = useClaim()
  const [, go] = useLocation()
  const [draft, forget] = useDraft(match.unit.id)
  const [agreed, setAgreed] = useState(draft.agreedTo(text.version))
  const [faults, setFaults, asFound] = useFaults(draft)
  const submit = useCommand(SubmitManualReview, STALE)
  const typed = claim.unit?.id === match.unit.id && claim.name !== '' ? claim : undefined

  const agree = (now: boolean): void => {
    draft.agree(now ? text.version : '')
    setAgreed(now)
    if (now) setFaults([])
  }
  const send = async (): Promise<void> => {
    submit.clear()
    if (!agreed) return setFaults([consentFault(t.consentNeeded)])
    const ids = await settled(draft)
    const found = photoFaults(ids, true, t)
    setFaults(found)
    if (found.length > 0) return
    const outcome = await submit.run({ input: { unitId: match.unit.id, photoIds: [...ids.IDENTITY_DOCUMENT!, ...ids.PROPERTY_DOCUMENT!], clientKey: draft.key } })
    if (outcome.kind !== 'done') return
    forget()
    setClaim(null)
    go(`/manual-review/${outcome.value.id}`, { replace: true })
  }
  const faultOf = (path: string): string | undefined => faults.find((one) => one.path === path)?.message
  return (
    <form
      noValidate
      className="who"
      onSubmit={(event) => event.preventDefault()}
    >
      <section className="note stack" aria-labelledby="entered">
        <h2 id="entered">{t.entered}</h2>
        <p><strong>{match.unit.estateName} {t.unit(match.unit.buildingName, match.unit.entrance, match.unit.room)}</strong></p>
        <Entered entered={match.entered} typed={typed} />
        <Link className="button link" href={typed ? '/certify/who' : '/certify'}>{t.change}</Link>
        <p className="hint">{t.until(instant(match.until, language))}</p>
      </section>
      {faults.length > 0 ? <ErrorSummary title={t.faults(faults.length)} faults={faults} occasion={asFound} /> : <CommandErrors of={submit} />}
      <Consent title={t.consentTitle} text={text} label={t.consent} agreed={agreed} onAgreed={agree} error={faultOf('consent')} />
      <section className="stack" aria-labelledby="photos">
        <h2 id="photos">{t.photos}</h2>
        {agreed ? <Documents draft={draft} faults={faults} /> : <p className="quiet">{t.consentFirst}</p>}
      </section>
      <Button look="primary" className="wide" busy={submit.busy} onClick={send}>{t.submit}</Button>
    </form>
  )
}

/** What was asked for before, the latest first. */
function Mine({ reviews }: { reviews: ReviewsToAskForQuery['myManualReviews']['nodes'] }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  if (reviews.length === 0) return null
  return (
    <section className="section">
      <h2>{t.mine}</h2>
      <ul className="cards">
        {reviews.map(({ id, state, submittedAt, unit }) => (
          <li key={id}>
            <Link className="card" href={`/manual-review/${id}`}>
              <ReviewTag state={state} />
              <strong className="title">{t.unit(unit.buildingName, unit.entrance, unit.room)}</strong>
              <span className="quiet">{unit.estateName} · {t.submitted(day(submittedAt, language))}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
