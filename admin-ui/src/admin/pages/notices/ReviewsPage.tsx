import type { ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { words } from './messages.ts'
import { NoticesInProgress } from './notices.gql.ts'
import { NoticeTable } from './NoticeTable.tsx'

/** What waits for the street's decision. */
export default function ReviewsPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.reviews)
  const [address, change] = useAddress(['after'] as const)
  const asked = useAsk(NoticesInProgress, { states: ['SUBMITTED'], first: PAGE_SIZE, after: address.after || null })
  return (
    <>
      <h1 tabIndex={-1}>{t.reviews}</h1>
      <p>{t.reviewsAbout}</p>
      <Answered asked={asked}>
        {({ noticesInProgress: found }) =>
          found.totalCount === 0 ? (
            <Empty title={t.noneToReview}><p>{t.noneToReviewHint}</p></Empty>
          ) : (
            <>
              <p role="status">{t.total(found.totalCount)}</p>
              <NoticeTable notices={found.nodes} waiting={asked.waiting} />
              <Paging page={found.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}
