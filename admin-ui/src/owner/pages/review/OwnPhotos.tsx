import type { ReactNode } from 'react'
import { useClient } from 'urql'

import { perform } from '../../../shared/asking.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { PhotoStrip } from '../../../shared/photos/PhotoStrip.tsx'
import { useShownPhotos } from '../../../shared/photos/useShownPhotos.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { PURPOSES } from './draft.ts'
import { words } from './messages.ts'
import { ShowMyReviewPhotos, type FollowedReviewFragment } from './review.gql.ts'

/** The photos that were sent, at addresses that last a minute; or since when they are gone. */
export function OwnPhotos({ review }: { review: FollowedReviewFragment }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const client = useClient()
  const photos = useShownPhotos(() => perform(client, ShowMyReviewPhotos, { input: { reviewId: review.id } }))
  const left = review.photos.filter((one) => one.deletedAt === null)
  const gone = review.photos.find((one) => one.deletedAt !== null)?.deletedAt
  if (review.photos.length === 0) return null
  const strips = PURPOSES.map((purpose) => ({ purpose, ids: left.filter((one) => one.purpose === purpose).map((one) => one.id) })).filter((one) => one.ids.length > 0)
  return (
    <section className="section">
      <h2>{t.myPhotos}</h2>
      {left.length === 0 && gone && <p>{t.gone(day(gone, language))}</p>}
      {left.length > 0 && (
        <>
          {photos.wrong !== null && <ErrorSummary title={photos.wrong} />}
          {strips.map(({ purpose, ids }, at) => (
            <div key={purpose} className="stack">
              <p>{t.photoCount(t.purposes[purpose], ids.length)}</p>
              <PhotoStrip ids={ids} photos={photos} first={at === 0 ? 1 : strips[0]!.ids.length + 1} />
            </div>
          ))}
          {(photos.fetched === null || photos.wrong !== null) && <Button className="wide" onClick={photos.show}>{t.look}</Button>}
          <p className="hint">{t.keptUntil}{photos.fetched !== null && ` ${t.lookHint}`}</p>
        </>
      )}
    </section>
  )
}
