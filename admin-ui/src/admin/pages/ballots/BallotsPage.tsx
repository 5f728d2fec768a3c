import './ballots.css'

import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { terms } from '../../../shared/ballot/terms.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { useSession } from '../../../shared/session.tsx'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { FilterChoice, Filters, SearchFilter } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { BallotEstateName, BallotList } from './ballots.gql.ts'
import { BallotTable } from './BallotTable.tsx'
import { isState, LOOKS } from './looks.ts'
import { words } from './messages.ts'
import { ORGANIZERS } from './rights.ts'

/** Every ballot that one may see, with what can be done with each; the question stands in the address. */
export default function BallotsPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { last } = useSession()
  const [address, change] = useAddress(['search', 'state', 'estate', 'after'] as const)
  const state = isState(address.state) ? address.state : null
  const asked = useAsk(BallotList, {
    search: address.search || null,
    states: state === null ? null : [state],
    estateId: address.estate || null,
    first: PAGE_SIZE,
    after: address.after || null,
  })
  const mayStart = last?.roles.some((held) => held.role === 'STREET_CLERK' || ORGANIZERS.includes(held.role)) ?? false
  return (
    <>
      <div className="page-head">
        <h1 tabIndex={-1}>{t.title}</h1>
        {mayStart && <LaunchButton estate={address.estate} />}
      </div>
      <Filters>
        <SearchFilter label={t.search} find={t.find} value={address.search} onSearch={(search) => change({ search, after: '' })} />
        <StateFilter value={state ?? ''} onChange={(chosen) => change({ state: chosen, after: '' })} />
        {address.estate !== '' && <EstateFilter id={address.estate} onClear={() => change({ estate: '', after: '' })} />}
      </Filters>
      <Answered asked={asked}>
        {({ ballots }) =>
          ballots.totalCount === 0 ? (
            <Empty title={t.none}>
              <p>{t.noneHint}</p>
              <Button onClick={() => change({ search: '', state: '', estate: '', after: '' })}>{t.clear}</Button>
            </Empty>
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

function LaunchButton({ estate }: { estate: string }): ReactNode {
  const t = useMessages(words)
  const navigate = useNavigate()
  return (
    <Button type="primary" onClick={() => void navigate(estate === '' ? '/ballots/new' : `/ballots/new?estate=${estate}`)}>{t.launch}</Button>
  )
}

function StateFilter({ value, onChange }: { value: string; onChange: (state: string) => void }): ReactNode {
  const t = useMessages(words)
  const term = useMessages(terms)
  return (
    <FilterChoice
      label={t.state}
      value={value}
      onChange={onChange}
      options={[{ value: '', label: t.everyState }, ...Object.keys(LOOKS).filter(isState).map((one) => ({ value: one, label: term.states[one] }))]}
    />
  )
}

/** A list of one estate's ballots, as other pages link to it. */
function EstateFilter({ id, onClear }: { id: string; onClear: () => void }): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(BallotEstateName, { id })
  return (
    <>
      <p className="only">
        {t.onlyEstate(asked.data?.estate?.name ?? '…')}
        <button type="button" className="link" onClick={onClear}>{t.everyEstate}</button>
      </p>
      <Missed of={asked} what={t.estateName} />
    </>
  )
}

