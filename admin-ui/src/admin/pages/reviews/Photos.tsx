import { useState, type ReactNode } from 'react'
import { useClient } from 'urql'

import { perform } from '../../../shared/asking.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { useShownPhotos, type ShownPhotos } from '../../../shared/photos/useShownPhotos.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { words } from './messages.ts'
import { PhotoPane } from './PhotoPane.tsx'
import { ShowReviewPhotos, type ReviewInFullFragment } from './reviews.gql.ts'

const PURPOSES = ['IDENTITY_DOCUMENT', 'PROPERTY_DOCUMENT'] as const

interface Looking {
  readonly photos: ShownPhotos
  /** The reviewer is a party: they decide nothing here and see no photo. */
  readonly party: boolean
}

/** The photos of a review as the page holds them, once they were asked for: each look is on record. */
export function useReviewPhotos(reviewId: string): Looking {
  const client = useClient()
  const [party, setParty] = useState(false)
  const photos = useShownPhotos(async () => {
    const outcome = await perform(client, ShowReviewPhotos, { input: { reviewId } })
    if (outcome.kind === 'refused' && outcome.refusal.__typename === 'ReviewerIsParty') setParty(true)
    return outcome
  })
  return { photos, party }
}

interface Props {
  readonly review: ReviewInFullFragment
  readonly photos: ShownPhotos
  readonly mayLook: boolean
  /** Which document stands first. */
  readonly order?: readonly (typeof PURPOSES)[number][]
}

/** The photos of both documents, or the way to look at them. */
export function Photos({ review, photos, mayLook, order = PURPOSES }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const left = review.photos.filter((one) => one.deletedAt === null)
  const gone = review.photos.find((one) => one.deletedAt !== null)?.deletedAt
  const { fetched } = photos
  const missing = fetched !== null && left.some((one) => !fetched.has(one.id))
  return (
    <>
      {left.length === 0 && gone && <p>{t.photoGone(day(gone, language))}</p>}
      {photos.wrong !== null && <ErrorSummary title={photos.wrong} />}
      {mayLook && left.length > 0 && (fetched === null || missing) && (
        <div className="show-photos">
          <Button look={fetched === null && review.decidedAt === null ? 'primary' : 'plain'} onClick={photos.show}>{fetched === null ? t.show(left.length) : t.showAgain}</Button>
          <p className="hint">{t.showHint}</p>
        </div>
      )}
      {fetched !== null && (
        <div className="photo-panes">
          {order.map((purpose) => (
            <PhotoPane key={purpose} purpose={purpose} photos={left.filter((one) => one.purpose === purpose)} sourceOf={(id) => fetched.get(id)} />
          ))}
        </div>
      )}
    </>
  )
}
