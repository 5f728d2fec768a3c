import './tickets.css'

import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day, instant } from '../../../shared/moments.ts'
import { useOnReturn } from '../../../shared/onReturn.ts'
import { lasted, placeOf, terms, type TicketStateName } from '../../../shared/tickets/terms.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { PAGE_SIZE, Paging } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { Tags } from './looks.tsx'
import { words } from './messages.ts'
import { TicketEstates, TicketQueue, TicketWorkers, type TicketQueueQuery } from './tickets.gql.ts'

type Ticket = TicketQueueQuery['tickets']['nodes'][number]

const UNSETTLED: readonly TicketStateName[] = ['FILED', 'ASSIGNED', 'WORKING', 'WAITING', 'REOPENED']
const STATES = Object.keys(terms.zh.states) as TicketStateName[]
const KINDS = ['REPAIR', 'COMPLAINT'] as const
const FILTERS = ['state', 'kind', 'clock', 'street', 'estate', 'assignee', 'order', 'after'] as const
const EMPTY = { state: '', kind: '', clock: '', street: '', estate: '', assignee: '', order: '', after: '' }

/** A choice of the address as yes, no or either. */
const eitherOf = (chosen: string): boolean | null => (chosen === 'yes' ? true : chosen === 'no' ? false : null)

function statesOf(chosen: string): readonly TicketStateName[] | null {
  if (chosen === 'all') return null
  const one = STATES.find((state) => state === chosen)
  return one === undefined ? UNSETTLED : [one]
}

/** What waits for the property company, and what the street watches: the longest waiting first. */
export default function QueuePage(): ReactNode {
  const t = useMessages(words)
  const names = useMessages(terms)
  useTitle(t.title)
  const [address, change] = useAddress(FILTERS)
  const compared = useAsk(TicketEstates, {})
  const estates = compared.data?.ticketComparison
  const only = estates?.totalCount === 1 ? estates.nodes[0]?.estateId : undefined
  const estateId = address.estate || only || null
  const bodies = useAsk(TicketWorkers, { estateId: estateId ?? '' }, { pause: estateId === null })
  const workers = bodies.data?.organizers.nodes.filter((one) => one.endedAt === null).flatMap((one) => one.members) ?? []
  const newest = address.order === 'NEWEST'
  const asked = useAsk(TicketQueue, {
    estateId,
    states: statesOf(address.state) as TicketStateName[] | null,
    kinds: KINDS.filter((one) => one === address.kind).length > 0 ? [address.kind as (typeof KINDS)[number]] : null,
    overdue: eitherOf(address.clock),
    escalated: eitherOf(address.street),
    assigneeId: address.assignee || null,
    order: newest ? 'NEWEST' : 'LONGEST_WAITING',
    first: PAGE_SIZE,
    after: address.after || null,
  })
  useOnReturn(asked.again)
  const choose = (key: (typeof FILTERS)[number]) => (value: string): void => change({ [key]: value, after: '', ...(key === 'estate' ? { assignee: '' } : {}) })
  return (
    <>
      <div className="ticket-head">
        <h1 tabIndex={-1}>{t.title}</h1>
        <Link to="/tickets/figures">{t.toFigures}</Link>
      </div>
      <p className="hint">{t.about}</p>
      <div className="ticket-filters">
        <Filters>
          {estates !== undefined && estates.totalCount > 1 && estates.totalCount <= estates.nodes.length && (
            <FilterChoice
              label={t.estate}
              value={address.estate}
              onChange={choose('estate')}
              options={[{ value: '', label: t.everyEstate }, ...estates.nodes.map((one) => ({ value: one.estateId, label: one.estate.name }))]}
            />
          )}
          <Missed of={compared} what={t.estate} />
          <FilterChoice
            label={t.state}
            value={address.state}
            onChange={choose('state')}
            options={[{ value: '', label: t.unsettled }, ...STATES.map((one) => ({ value: one, label: names.states[one] })), { value: 'all', label: t.everyState }]}
          />
          <FilterChoice label={t.kind} value={address.kind} onChange={choose('kind')} options={[{ value: '', label: t.everyKind }, ...KINDS.map((one) => ({ value: one, label: names.kinds[one] }))]} />
          <FilterChoice label={t.clock} value={address.clock} onChange={choose('clock')} options={[{ value: '', label: t.everyClock }, { value: 'yes', label: t.overdue }, { value: 'no', label: t.inTime }]} />
          <FilterChoice label={t.street} value={address.street} onChange={choose('street')} options={[{ value: '', label: t.everyStreet }, { value: 'yes', label: t.escalated }, { value: 'no', label: t.notEscalated }]} />
          {workers.length > 0 && (
            <FilterChoice label={t.assignee} value={address.assignee} onChange={choose('assignee')} options={[{ value: '', label: t.everybody }, ...workers.map((one) => ({ value: one.id, label: one.maskedName }))]} />
          )}
          <Missed of={bodies} what={t.assignee} />
          <FilterChoice label={t.order} value={newest ? 'NEWEST' : ''} onChange={choose('order')} options={[{ value: '', label: t.orders.LONGEST_WAITING }, { value: 'NEWEST', label: t.orders.NEWEST }]} />
        </Filters>
      </div>
      <Answered asked={asked}>
        {({ tickets, now }) =>
          tickets.totalCount === 0 ? (
            <Empty title={t.none}>
              <p>{t.noneHint}</p>
              <Button onClick={() => change(EMPTY)}>{t.clear}</Button>
            </Empty>
          ) : (
            <>
              <p role="status">{t.total(tickets.totalCount)}</p>
              <Found tickets={tickets.nodes} now={now} several={only === undefined} waiting={asked.waiting} />
              <Paging page={tickets.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}

interface FoundProps {
  readonly tickets: readonly Ticket[]
  readonly now: string
  readonly several: boolean
  readonly waiting: boolean
}

function Found({ tickets, now, several, waiting }: FoundProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <DataTable<Ticket>
      label={t.list}
      rows={tickets}
      waiting={waiting}
      columns={[
        { title: t.state, key: 'state', render: (_, one) => <Tags ticket={one} /> },
        { title: t.what, key: 'what', render: (_, one) => <What ticket={one} several={several} /> },
        { title: t.waiting, key: 'waiting', render: (_, one) => <Clock ticket={one} now={now} /> },
        { title: t.assignee, key: 'assignee', render: (_, one) => one.maskedAssignee ?? <span className="quiet">{t.nobody}</span> },
        { title: t.filed, key: 'filed', render: (_, one) => <span className="number">{day(one.filedAt, language)}</span> },
      ]}
    />
  )
}

function What({ ticket, several }: { ticket: Ticket; several: boolean }): ReactNode {
  const t = useMessages(words)
  const names = useMessages(terms)
  const { language } = useReading()
  return (
    <span className="ticket-what">
      <Link to={`/tickets/${ticket.id}`}><strong>{names.kinds[ticket.kind]} · {placeOf(ticket, language)}</strong></Link>
      {several && <span>{ticket.estate.name}</span>}
      <span className="ticket-said">{ticket.words}</span>
      {ticket.reopened > 0 && <span>{t.again(ticket.reopened)}</span>}
    </span>
  )
}

function Clock({ ticket, now }: { ticket: Ticket; now: string }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  if (ticket.dueAt === null) return '—'
  const seconds = (Date.parse(now) - Date.parse(ticket.stateSince)) / 1000
  return (
    <span className={ticket.overdue ? 'ticket-clock late' : 'ticket-clock'}>
      <strong>{lasted(seconds, language)}</strong>
      <span className="hint number">{t.due(instant(ticket.dueAt, language))}</span>
    </span>
  )
}
