import './reviews.css'

import { Button, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { count } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { STANDING_LOOKS, standingOf } from './comparing.ts'
import { AGES, FILTERS, hasAge, LOOKS } from './looks.ts'
import { words } from './messages.ts'
import { ReviewQueue, type ReviewQueueQuery } from './reviews.gql.ts'
import { useAge } from './useAge.ts'

type Row = ReviewQueueQuery['manualReviews']['nodes'][number]

/** The queue of manual reviews: who has waited longest comes first. */
export default function ReviewsPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const [address, change] = useAddress(['state', 'waited', 'estate', 'after'] as const)
  const state = address.state in FILTERS ? address.state : ''
  const waited = hasAge(state) && AGES.includes(address.waited) ? address.waited : ''
  const asked = useAsk(ReviewQueue, {
    states: FILTERS[state]!,
    waitedDays: waited === '' ? null : Number(waited),
    estateId: address.estate || null,
    first: PAGE_SIZE,
    after: address.after || null,
  })
  const filtered = state !== '' || waited !== '' || address.estate !== ''
  const only = asked.data?.manualReviews.nodes[0]?.unit.estateName
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p className="hint">{t.hint}</p>
      <Filters>
        <FilterChoice
          label={t.state}
          value={state}
          onChange={(chosen) => change({ state: chosen, after: '' })}
          options={[
            { value: '', label: t.states.WAITING },
            { value: 'MORE_ASKED', label: t.states.MORE_ASKED },
            { value: 'APPROVED', label: t.states.APPROVED },
            { value: 'REJECTED', label: t.states.REJECTED },
            { value: 'ENDED', label: t.ended },
            { value: 'ALL', label: t.all },
          ]}
        />
        {hasAge(state) && (
          <FilterChoice
            label={t.waited}
            value={waited}
            onChange={(chosen) => change({ waited: chosen, after: '' })}
            options={[{ value: '', label: t.anyAge }, ...AGES.map((days) => ({ value: days, label: t.days(Number(days)) }))]}
          />
        )}
        {address.estate !== '' && (
          <p className="only-estate">
            {only !== undefined && t.onlyEstate(only)}
            <button type="button" className="link" onClick={() => change({ estate: '', after: '' })}>{t.everyEstate}</button>
          </p>
        )}
      </Filters>
      <Answered asked={asked}>
        {({ now, manualReviews: { totalCount, nodes, pageInfo } }) =>
          totalCount === 0 ? (
            <Empty title={filtered ? t.noneFiltered : t.none}>
              {filtered ? <Button onClick={() => change({ state: '', waited: '', estate: '', after: '' })}>{t.clear}</Button> : <p>{t.noneHint}</p>}
            </Empty>
          ) : (
            <>
              <p role="status">{t.total(count(totalCount))}</p>
              <Queue rows={nodes} now={now} waiting={asked.waiting} severalStates={FILTERS[state]!.length > 1} />
              <Paging page={pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}

interface QueueProps {
  readonly rows: readonly Row[]
  readonly now: string
  readonly waiting: boolean
  /** Whether the rows differ in their state; otherwise the filter says it. */
  readonly severalStates: boolean
}

function Queue({ rows, now, waiting, severalStates }: QueueProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const age = useAge()
  const columns: NonNullable<TableProps<Row>['columns']> = [
    {
      title: rows.some((one) => one.decidedAt === null) ? t.waited : t.ended_,
      key: 'waited',
      render: (_, one) => (one.decidedAt === null
        ? <><strong>{age(one.waitingSince, now)}</strong><br /><span className="hint">{t.since(instant(one.waitingSince, language))}</span></>
        : <span className="hint">{t.decided(instant(one.decidedAt, language))}</span>),
    },
    {
      title: t.unitColumn,
      key: 'unit',
      render: (_, one) => (
        <>
          <Link to={`/manual-reviews/${one.id}`}><strong>{t.unit(one.unit.buildingName, one.unit.entrance, one.unit.room)}</strong></Link>
          <br /><span className="hint"><Link to={`/manual-reviews?estate=${one.estateId}`}>{one.unit.estateName}</Link></span>
        </>
      ),
    },
    { title: t.applicant, key: 'applicant', render: (_, one) => (one.entered === null ? t.forgotten : <>{one.entered.maskedName}<br /><span className="hint">{t.kinds[one.entered.documentKind]}</span></>) },
    {
      title: t.compared,
      key: 'compared',
      render: (_, one) => {
        if (one.entered === null) return '—'
        const standing = standingOf(one.register)
        return <StateTag look={STANDING_LOOKS[standing]}>{t.standing[standing]}</StateTag>
      },
    },
    { title: t.photosColumn, key: 'photos', render: (_, one) => t.count(one.photos.length) },
    ...(severalStates ? [{ title: t.state, key: 'state', render: (_: unknown, one: Row) => <StateTag look={LOOKS[one.state]}>{t.states[one.state]}</StateTag> }] : []),
  ]
  return <DataTable label={t.list} rows={rows} columns={columns} waiting={waiting} />
}
