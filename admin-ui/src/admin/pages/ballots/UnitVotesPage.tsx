import './ballots.css'

import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { area, count } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Paging } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { BallotUnits } from './result.gql.ts'
import { words } from './resultMessages.ts'

const PAGE = 100

/** Unit by unit whether it was cast: what anybody in the estate may know after the close, and the staff before it. */
export default function UnitVotesPage(): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { ballotId = '' } = useParams()
  useTitle(t.unitsTitle)
  const [address, change] = useAddress(['after'] as const)
  const asked = useAsk(BallotUnits, { id: ballotId, first: PAGE, after: address.after || null })
  return (
    <>
      <p><Link to={`/ballots/${ballotId}`}>{t.back}</Link></p>
      <h1 tabIndex={-1}>{t.unitsTitle}</h1>
      <p className="hint">{t.unitsHint}</p>
      <Answered asked={asked}>
        {({ unitParticipation: page }) => page.totalCount === 0 ? <Empty title={t.notYet} /> : (
          <>
            <p role="status">{t.totalUnits(count(page.totalCount))}</p>
            <table className="figures">
              <caption className="visually-hidden">{t.unitsTitle}</caption>
              <thead><tr><th scope="col">{t.unit}</th><th scope="col">{t.area}</th><th scope="col">{t.result}</th></tr></thead>
              <tbody>
                {page.nodes.map((one) => (
                  <tr key={one.unitId}>
                    <th scope="row">{[one.building, one.entrance, one.room].filter(Boolean).join(' ')}</th>
                    <td>{area(one.area, language)}</td>
                    <td>{one.counted ? (one.voted ? t.voted : t.notVoted) : t.uncounted}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Paging page={page.pageInfo} after={address.after} onPage={(after) => change({ after })} />
          </>
        )}
      </Answered>
    </>
  )
}
