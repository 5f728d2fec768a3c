import type { ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { SHOWN, Waiting } from '../today/Waiting.tsx'
import { words } from './messages.ts'
import { ReviewsWaiting } from './reviews.gql.ts'
import { useAge } from './useAge.ts'

/** The manual reviews that wait for the street, who has waited longest first: a part of where work begins. */
export function ReviewsToDecide(): ReactNode {
  const t = useMessages(words)
  const age = useAge()
  const asked = useAsk(ReviewsWaiting, { first: SHOWN })
  return (
    <Waiting
      title={t.toDecide}
      all="/manual-reviews"
      asked={asked}
      of={({ now, manualReviews: { totalCount, nodes } }) => ({
        total: totalCount,
        items: nodes.map(({ id, unit, waitingSince }) => ({
          id, to: `/manual-reviews/${id}`, name: t.unit(unit.buildingName, unit.entrance, unit.room), place: unit.estateName, when: t.waits(age(waitingSince, now)),
        })),
      })}
    />
  )
}
