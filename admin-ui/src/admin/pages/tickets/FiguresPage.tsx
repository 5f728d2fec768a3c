import './tickets.css'

import type { TableProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { serverClock } from '../../../shared/clock.ts'
import { count } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { lasted } from '../../../shared/tickets/terms.ts'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { PAGE_SIZE, Paging } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { words } from './messages.ts'
import { Bar } from './TicketPage.tsx'
import { TicketFiguresCompared, type TicketFiguresComparedQuery, type TicketFiguresOrder } from './tickets.gql.ts'

type Figures = TicketFiguresComparedQuery['ticketComparison']['nodes'][number]

const ORDERS = ['MOST_OVERDUE', 'SLOWEST_ANSWER', 'SLOWEST_DONE', 'MOST_FILED', 'NAME'] as const satisfies readonly TicketFiguresOrder[]
const PERIODS = ['', '30', '90', '365'] as const
const DAY = 86_400_000
const SETTLED: readonly string[] = ['DONE', 'DECLINED', 'WITHDRAWN']

/** How each estate deals with what its owners file: a table with bars, for the street to compare. */
export default function FiguresPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.figures)
  const [address, change] = useAddress(['order', 'period', 'after'] as const)
  const order = ORDERS.find((one) => one === address.order) ?? 'MOST_OVERDUE'
  const period = PERIODS.find((one) => one === address.period) ?? ''
  // One instant for as long as the page stands: with each newer one it would ask anew.
  const [now] = useState(serverClock.now)
  const since = period === '' ? null : new Date(now - Number(period) * DAY).toISOString()
  const asked = useAsk(TicketFiguresCompared, { since, order, first: PAGE_SIZE, after: address.after || null })
  return (
    <>
      <div className="ticket-head">
        <h1 tabIndex={-1}>{t.figures}</h1>
        <Link to="/tickets">{t.toQueue}</Link>
      </div>
      <p className="hint">{t.figuresAbout}</p>
      <Filters>
        <FilterChoice label={t.period} value={period} onChange={(chosen) => change({ period: chosen, after: '' })} options={PERIODS.map((one) => ({ value: one, label: t.periods[one] }))} />
        <FilterChoice label={t.order} value={order} onChange={(chosen) => change({ order: chosen === 'MOST_OVERDUE' ? '' : chosen, after: '' })} options={ORDERS.map((one) => ({ value: one, label: t.sorts[one] }))} />
      </Filters>
      <Answered asked={asked}>
        {({ ticketComparison: { nodes, totalCount, pageInfo } }) =>
          totalCount === 0 ? <Empty title={t.noEstates}><p>{t.noEstatesHint}</p></Empty> : (
            <>
              <p role="status">{t.estates(totalCount)}</p>
              <Found estates={nodes} waiting={asked.waiting} />
              <Paging page={pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}

function Found({ estates, waiting }: { estates: readonly Figures[]; waiting: boolean }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  type Columns = NonNullable<TableProps<Figures>['columns']>
  const most = Math.max(1, ...estates.map((one) => one.filed))
  const slowest = { answer: Math.max(1, ...estates.map((one) => one.medianToFirstAnswer ?? 0)), done: Math.max(1, ...estates.map((one) => one.medianToDone ?? 0)) }
  const timeOf = (seconds: number | null, of: number, whole: number): ReactNode =>
    seconds === null ? t.notMeasured : <>{lasted(seconds, language)}<Bar part={seconds} whole={whole} /><span className="hint">{t.ofCount(of)}</span></>
  const columns: Columns = [
    { title: t.estate, key: 'estate', render: (_, one) => <Link to={`/tickets?estate=${one.estateId}`}><strong>{one.estate.name}</strong></Link> },
    { title: t.columns.filed, key: 'filed', render: (_, one) => <><span className="number">{count(one.filed)}</span>{one.filed > 0 && <Bar part={one.filed} whole={most} />}</> },
    { title: t.columns.states, key: 'states', render: (_, one) => <States of={one} /> },
    { title: t.columns.overdue, key: 'overdue', render: (_, one) => (one.overdue > 0 ? <Link className="number" to={`/tickets?estate=${one.estateId}&clock=yes`}>{count(one.overdue)}</Link> : 0) },
    { title: t.columns.escalated, key: 'escalated', render: (_, one) => (one.escalated > 0 ? <Link className="number" to={`/tickets?estate=${one.estateId}&street=yes&state=all`}>{count(one.escalated)}</Link> : 0) },
    { title: t.columns.reopened, key: 'reopened', render: (_, one) => <span className="number">{count(one.reopened)}</span> },
    { title: t.columns.answer, key: 'answer', render: (_, one) => timeOf(one.medianToFirstAnswer, one.answered, slowest.answer) },
    { title: t.columns.done, key: 'done', render: (_, one) => timeOf(one.medianToDone, one.done, slowest.done) },
    { title: t.columns.rating, key: 'rating', render: (_, one) => (one.workRating === null ? <span className="hint">{t.tooFew(one.rated)}</span> : <><strong className="number">{one.workRating}</strong> <span className="hint">{t.ratingsOf(one.rated)}</span></>) },
  ]
  return <DataTable<Figures> label={t.figuresList} rows={estates} columns={columns} waiting={waiting} rowKey="estateId" />
}

function States({ of }: { of: Figures }): ReactNode {
  const t = useMessages(words)
  const sum = (settled: boolean): number => of.states.filter((one) => SETTLED.includes(one.state) === settled).reduce((all, one) => all + one.tickets, 0)
  const [open, settled] = [sum(false), sum(true)]
  return (
    <>
      <span className="number">{t.openAndSettled(open, settled)}</span>
      {of.filed > 0 && (
        <span className="ticket-bar two" aria-hidden="true">
          <span style={{ width: `${(open * 100) / of.filed}%` }} />
          <span style={{ width: `${(settled * 100) / of.filed}%` }} />
        </span>
      )}
    </>
  )
}
