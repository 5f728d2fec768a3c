import './ballots.css'

import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { area, count } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Filters, SearchFilter } from '../../ui/Filters.tsx'
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
  const [address, change] = useAddress(['search', 'after'] as const)
  const asked = useAsk(BallotUnits, { id: ballotId, search: address.search || null, first: PAGE, after: address.after || null })
  return (
    <>
      <p><Link to={`/ballots/${ballotId}`}>{t.back}</Link></p>
      <h1 tabIndex={-1}>{t.unitsTitle}</h1>
      <p className="hint">{t.unitsHint}</p>
      <Filters>
        <SearchFilter label={t.findUnit} find={t.find} value={address.search} onSearch={(search) => change({ search, after: '' })} />
      </Filters>
      <Answered asked={asked}>
        {({ unitParticipation: page }) => page.totalCount === 0 ? <Empty title={address.search === '' ? t.notYet : t.noUnit} /> : (
          <>
            <p role="status">{(address.search === '' ? t.totalUnits : t.foundUnits)(count(page.totalCount))}</p>
            <table className="figures">
              <caption className="visually-hidden">{t.unitsTitle}</caption>
              <thead><tr><th scope="col">{t.unit}</th><th scope="col">{t.area}</th><th scope="col">{t.result}</th></tr></thead>
              <tbody>
                {page.nodes.map((one) => (
                  <tr key={one.unitId}>
                    <th scope="row">{t.door(one.building, one.entrance, one.room)}</th>
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
