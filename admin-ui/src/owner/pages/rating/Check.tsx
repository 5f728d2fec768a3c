import type { ReactNode } from 'react'

import type { Submission } from '../../../shared/ballot/submitOnce.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { ratingTerms } from '../../../shared/rating/messages.ts'
import { quarterName } from '../../../shared/rating/quarters.ts'
import type { Refusal } from '../../../shared/refusals.gql.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Refused } from '../../../shared/ui/ErrorSummary.tsx'
import { scoresOf, type Draft } from './draft.ts'
import { words } from './messages.ts'
import type { UnitToRateFragment } from './rating.gql.ts'
import { useUnitName } from './unit.ts'

interface Props {
  readonly unit: UnitToRateFragment
  readonly draft: Draft
  readonly submission: Submission<true, unknown>
  readonly onSubmit: () => unknown
  readonly onAsk: () => unknown
  readonly onBack: () => void
}

/** The last look before it is sent: every score in words, the text, for which unit, and that it is final. */
export function Check({ unit, draft, submission, onSubmit, onAsk, onBack }: Props): ReactNode {
  const t = useMessages(words)
  const terms = useMessages(ratingTerms)
  const { language } = useReading()
  const nameOf = useUnitName()
  const { state } = submission
  const working = state === 'sending' || state === 'asking'
  const unknown = state === 'unknown'
  const refusal = state === 'refused' ? (submission.refusal as Refusal) : undefined
  return (
    <div className="check">
      <header className="stack">
        <h1 tabIndex={-1}>{t.checkTitle}</h1>
        <p className="large">{nameOf(unit)} · {quarterName(unit.quarter, language)}</p>
        <p>{t.checkHint}</p>
      </header>
      {refusal && <Refused of={refusal} />}
      <dl className="chosen-scores">
        {scoresOf(draft).map(({ criterion, score }) => (
          <div key={criterion}>
            <dt>{terms.criteria[criterion]}</dt>
            <dd><b>{score}</b> {terms.scores[score - 1]}</dd>
          </div>
        ))}
      </dl>
      <section className="stack" aria-labelledby="your-words">
        <h2 id="your-words">{t.yourWords}</h2>
        <p className="note words">{draft.words.trim() === '' ? t.noWords : draft.words.trim()}</p>
      </section>
      <section className="weight">
        <p>{t.public}</p>
        <p>{t.coOwners}</p>
        <p className="warning"><span aria-hidden="true">⚠ </span><strong>{t.final}</strong></p>
      </section>
      <div role="status">
        {state === 'sending' && <p className="note">{t.sending}</p>}
        {state === 'asking' && <p className="note">{t.asking}</p>}
      </div>
      <div role="alert">
        {state === 'unknown' && <p className="note warning"><span aria-hidden="true">⚠ </span>{t.unknown}</p>}
        {state === 'notRecorded' && <p className="note warning"><span aria-hidden="true">⚠ </span>{t.notRecorded}</p>}
      </div>
      <div className="stack">
        {/* One button, whatever it does now: it keeps the focus while the answer is looked for again and again. */}
        <Button look="primary" className="wide" busy={working} onClick={unknown ? onAsk : onSubmit}>{unknown ? t.askNow : t.submit}</Button>
        {!working && !unknown && <Button className="wide" onClick={onBack}>{t.change}</Button>}
      </div>
    </div>
  )
}
