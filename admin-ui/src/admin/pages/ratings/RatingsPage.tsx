import './ratings.css'

import type { TableProps } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { count } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { ScoreBar } from '../../../shared/rating/Figures.tsx'
import { ratingTerms } from '../../../shared/rating/messages.ts'
import { earlier, isQuarter, quarterName } from '../../../shared/rating/quarters.ts'
import type { QuarterFiguresFragment } from '../../../shared/rating/rating.gql.ts'
import type { Role } from '../../../shared/session.gql.ts'
import { useSession } from '../../../shared/session.tsx'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { EstateRatings } from './EstateRatingsPage.tsx'
import { words } from './messages.ts'
import { RatingComparison, type RatingComparisonQuery, type RatingOrder } from './ratings.gql.ts'

type Estate = RatingComparisonQuery['ratingComparison']['nodes'][number]

type Columns = NonNullable<TableProps<Estate>['columns']>

const COMPARING: readonly Role[] = ['STREET_CLERK', 'STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR']
const ORDERS = ['NAME', 'HIGHEST', 'LOWEST', 'MOST_RATINGS'] as const satisfies readonly RatingOrder[]
const QUARTERS = 8

/** The estates of a street or an authority side by side; for a body, its own estate. */
export default function RatingsPage(): ReactNode {
  const t = useMessages(words)
  const { last } = useSession()
  const roles = last?.roles ?? []
  useTitle(t.title)
  if (roles.some((one) => COMPARING.includes(one.role))) return <Comparison />
  const own = new Map(roles.filter((one) => one.scopeKind === 'ESTATE').map((one) => [one.scopeKey, one.scopeName]))
  const [only] = own.keys()
  if (own.size === 1 && only !== undefined) return <EstateRatings estateId={only} />
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      {own.size === 0
        ? <Empty title={t.noEstate}><p>{t.noEstateHint}</p></Empty>
        : <section aria-labelledby="choose"><h2 id="choose">{t.chooseEstate}</h2><ul>{[...own].map(([id, name]) => <li key={id}><Link to={`/ratings/${id}`}>{name}</Link></li>)}</ul></section>}
    </>
  )
}

function Comparison(): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [address, change] = useAddress(['quarter', 'order', 'after'] as const)
  const quarter = isQuarter(address.quarter) ? address.quarter : null
  const order = ORDERS.find((one) => one === address.order) ?? 'NAME'
  const latest = useAsk(RatingComparison, { quarter: null, order: 'NAME', first: 1, after: null })
  const present = latest.data?.ratingComparison.nodes[0]?.rating.quarter
  const asked = useAsk(RatingComparison, { quarter, order, first: PAGE_SIZE, after: address.after || null })
  const offered = present === undefined ? [] : Array.from({ length: QUARTERS }, (_, back) => earlier(present, back))
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.about}</p>
      <Filters>
        <FilterChoice
          label={t.quarter}
          value={quarter === present ? '' : (quarter ?? '')}
          onChange={(chosen) => change({ quarter: chosen, after: '' })}
          options={[
            ...offered.map((one, back) => ({ value: back === 0 ? '' : one, label: quarterName(one, language) + (back === 0 ? t.present : '') })),
            ...(quarter !== null && !offered.includes(quarter) ? [{ value: quarter, label: quarterName(quarter, language) }] : []),
          ]}
        />
        <Missed of={latest} what={t.quarter} />
        <FilterChoice
          label={t.order}
          value={order}
          onChange={(chosen) => change({ order: chosen === 'NAME' ? '' : chosen, after: '' })}
          options={ORDERS.map((one) => ({ value: one, label: t.orders[one] }))}
        />
      </Filters>
      <Answered asked={asked}>
        {({ ratingComparison: { nodes, totalCount, pageInfo } }) =>
          totalCount === 0 ? <Empty title={t.none}><p>{t.noneHint}</p></Empty> : (
            <>
              <p role="status">{t.total(totalCount, quarterName(nodes[0]?.rating.quarter ?? quarter ?? present ?? '', language))}</p>
              <Found estates={nodes} waiting={asked.waiting} order={order} onOrder={(chosen) => change({ order: chosen === 'NAME' ? '' : chosen, after: '' })} />
              <Paging page={pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}

interface FoundProps {
  readonly estates: readonly Estate[]
  readonly waiting: boolean
  readonly order: RatingOrder
  readonly onOrder: (order: RatingOrder) => void
}

const SORTS = { NAME: 'ascending', LOWEST: 'ascending', HIGHEST: 'descending', MOST_RATINGS: 'descending' } as const satisfies Record<RatingOrder, string>

function Found({ estates, waiting, order, onOrder }: FoundProps): ReactNode {
  const t = useMessages(words)
  const terms = useMessages(ratingTerms)
  /** A heading that orders by its column: again, the other way round, where there is one. */
  const sorting = (title: string, ...orders: readonly RatingOrder[]): Pick<Columns[number], 'title' | 'onHeaderCell'> => {
    const by = orders.indexOf(order)
    return {
      title: (
        <button type="button" className="sort-heading" onClick={() => onOrder(orders[(by + 1) % orders.length] ?? 'NAME')}>
          {title}<span aria-hidden="true">{by < 0 ? ' ↕' : SORTS[order] === 'ascending' ? ' ▲' : ' ▼'}</span>
        </button>
      ),
      onHeaderCell: () => (by < 0 ? {} : { 'aria-sort': SORTS[order] }),
    }
  }
  const criteria = Object.keys(terms.criteria) as (keyof typeof terms.criteria)[]
  const columns: Columns = [
    { ...sorting(t.estate, 'NAME'), key: 'estate', render: (_, one) => <Link to={`/ratings/${one.id}?quarter=${one.rating.quarter}`}><strong>{one.name}</strong></Link> },
    { ...sorting(t.sample, 'MOST_RATINGS'), key: 'sample', render: (_, one) => <Sample of={one.rating} /> },
    { ...sorting(terms.overall, 'HIGHEST', 'LOWEST'), key: 'overall', render: (_, one) => <Overall of={one.rating} /> },
    ...criteria.map((criterion): Columns[number] => ({ title: terms.criteria[criterion], key: criterion, render: (_, one) => <Average of={one.rating} criterion={criterion} /> })),
    { title: t.ticketsShort, key: 'tickets', render: (_, one) => <ClosedTickets of={one.rating} /> },
  ]
  return <DataTable label={t.list} rows={estates} columns={columns} waiting={waiting} />
}

function Sample({ of }: { of: QuarterFiguresFragment }): ReactNode {
  const t = useMessages(words)
  return (
    <span className="sample">
      <span>{t.sampleOf(count(of.ratings), count(of.certifiedUnits))}</span>
      {of.answered !== null && <span className="hint">{t.answeredOf(of.answered)}</span>}
    </span>
  )
}

function Overall({ of }: { of: QuarterFiguresFragment }): ReactNode {
  const terms = useMessages(ratingTerms)
  if (of.overall === null) return <span className="hint">{of.ratings === 0 ? terms.noRating : terms.notTold}</span>
  return <><strong className="number">{terms.points(of.overall)}</strong><ScoreBar average={of.overall} /></>
}

/** Their sum, once the quarter is over; of too few ratings nothing is told at all. */
function ClosedTickets({ of }: { of: QuarterFiguresFragment }): ReactNode {
  const t = useMessages(words)
  if (of.closedTickets !== null) return <span className="number">{count(of.closedTickets)}</span>
  return of.overall === null ? '—' : <span className="hint">{t.ticketsLater}</span>
}

function Average({ of, criterion }: { of: QuarterFiguresFragment; criterion: string }): ReactNode {
  const found = of.averages?.find((one) => one.criterion === criterion)
  return found ? <span className="number">{found.average}</span> : '—'
}
