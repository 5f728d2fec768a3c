import './ballots.css'

import type { ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { BallotList } from './ballots.gql.ts'
import { BallotTable } from './BallotTable.tsx'
import { words } from './messages.ts'

/** What waits for the street (投票审核). */
export default function ReviewQueuePage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.reviewTitle)
  const [address, change] = useAddress(['after'] as const)
  const asked = useAsk(BallotList, { states: ['SUBMITTED'], first: PAGE_SIZE, after: address.after || null })
  return (
    <>
      <h1 tabIndex={-1}>{t.reviewTitle}</h1>
      <p className="hint">{t.reviewHint}</p>
      <Answered asked={asked}>
        {({ ballots }) =>
          ballots.totalCount === 0 ? (
            <Empty title={t.noneToReview}><p>{t.noneToReviewHint}</p></Empty>
          ) : (
            <>
              <p role="status">{t.total(ballots.totalCount)}</p>
              <BallotTable ballots={ballots.nodes} waiting={asked.waiting} />
              <Paging page={ballots.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}
