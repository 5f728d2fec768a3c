import type { ReactNode } from 'react'

import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { words } from './messages.ts'
import type { FollowedReviewFragment } from './review.gql.ts'

type Step = FollowedReviewFragment['steps'][number]

/** The last time that it came to this. */
export const latestOf = (review: FollowedReviewFragment, step: Step['step']): Step | undefined => review.steps.filter((one) => one.step === step).pop()

/** What the street says with a step: what to do about each reason, and its own words. */
export function Told({ step }: { step: Step | undefined }): ReactNode {
  const t = useMessages(words)
  if (step === undefined) return null
  return (
    <>
      <ul className="plain">{step.advice.map(({ reason, sentence }) => <li key={reason}>{sentence}</li>)}</ul>
      {step.words !== null && <p><strong>{t.note(step.words)}</strong></p>}
    </>
  )
}

/** Everything that happened, in its order. */
export function Story({ review }: { review: FollowedReviewFragment }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <section className="section">
      <h2>{t.story}</h2>
      <ol className="story">
        {review.steps.map((step) => (
          <li key={step.at + step.step}>
            <p><strong>{t.steps[step.step]}</strong></p>
            <p className="quiet">{instant(step.at, language)}{step.maskedBy !== null && ` · ${t.by(step.maskedBy)}`}</p>
            {step.advice.length > 0 && <Told step={step} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
