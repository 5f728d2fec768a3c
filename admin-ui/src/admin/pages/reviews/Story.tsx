import type { ReactNode } from 'react'

import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { words } from './messages.ts'
import type { ReviewInFullFragment } from './reviews.gql.ts'

/** Everything that happened, by whom, and with what was told to the owner. */
export function Story({ review }: { review: ReviewInFullFragment }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <section aria-labelledby="story">
      <h2 id="story">{t.story}</h2>
      <ol className="review-story">
        {review.steps.map((one) => (
          <li key={one.at + one.step}>
            <strong>{t.steps[one.step]}</strong> <span className="hint">{instant(one.at, language)}{one.maskedBy !== null && ` · ${t.by(one.maskedBy)}`}</span>
            {one.advice.length > 0 && <ul>{one.advice.map(({ reason, sentence }) => <li key={reason}>{sentence}</li>)}</ul>}
            {one.words !== null && <p>{t.words_(one.words)}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}
