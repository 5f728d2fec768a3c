import { Button } from 'antd'
import type { ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { useSession } from '../../../shared/session.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { ORGANIZERS } from '../ballots/rights.ts'
import { words } from './messages.ts'
import { Deliveries, type DeliveriesQuery, type MessageState } from './watch.gql.ts'
import './watch.css'

type Delivery = DeliveriesQuery['deliveries']['nodes'][number]

const LOOKS: Record<MessageState, 'good' | 'waiting' | 'bad' | 'plain'> = { WAITING: 'waiting', SENT: 'good', FAILED: 'bad', EXPIRED: 'plain' }
const isState = (given: string): given is MessageState => given in LOOKS

/** What became of every text, newest first. */
export default function DeliveriesPage(): ReactNode {
  const all = useMessages(words)
  const t = all.deliveries
  useTitle(t.title)
  const { last } = useSession()
  const roles = last?.roles.map((held) => held.role) ?? []
  const ofBody = roles.length > 0 && roles.every((role) => ORGANIZERS.includes(role))
  const [address, change] = useAddress(['state', 'broadcast', 'after'] as const)
  const state = isState(address.state) ? address.state : null
  const asked = useAsk(Deliveries, { state, broadcast: address.broadcast || null, first: PAGE_SIZE, after: address.after || null })
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{ofBody ? t.ofOwnBallots : t.about}{ofBody && roles.includes('PROPERTY_COMPANY') && ` ${t.ofTickets}`}</p>
      <Filters>
        <FilterChoice
          label={all.state}
          value={state ?? ''}
          onChange={(chosen) => change({ state: chosen, after: '' })}
          options={[{ value: '', label: t.every }, ...Object.keys(LOOKS).filter(isState).map((one) => ({ value: one, label: t.states[one] }))]}
        />
      </Filters>
      {address.broadcast !== '' && (
        <p className="row-acts only-one"><strong>{t.oneSending}</strong><Button onClick={() => change({ broadcast: '', after: '' })}>{t.everySending}</Button></p>
      )}
      <Answered asked={asked}>
        {({ deliveries }) =>
          deliveries.totalCount === 0 ? (
            <Empty title={state === null ? t.none : t.noneOfState}>
              {state === null ? <p>{ofBody ? t.noneOfOwn : t.noneHint}</p> : <Button onClick={() => change({ state: '', after: '' })}>{all.clear}</Button>}
            </Empty>
          ) : (
            <>
              <p role="status">{t.total(deliveries.totalCount)}</p>
              <Found deliveries={deliveries.nodes} waiting={asked.waiting} />
              <Paging page={deliveries.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}

function Found({ deliveries, waiting }: { deliveries: readonly Delivery[]; waiting: boolean }): ReactNode {
  const all = useMessages(words)
  const t = all.deliveries
  const { language } = useReading()
  return (
    <DataTable<Delivery>
      label={t.list}
      rows={deliveries}
      waiting={waiting}
      columns={[
        { title: t.created, key: 'created', render: (_, one) => instant(one.createdAt, language) },
        { title: t.what, key: 'what', render: (_, one) => <strong>{t.templates[one.template]}</strong> },
        { title: t.channel, key: 'channel', render: (_, one) => t.channels[one.channel] },
        { title: t.phone, key: 'phone', render: (_, one) => (one.maskedPhone === null ? <span className="quiet">{t.forgotten}</span> : <span className="number">{one.maskedPhone}</span>) },
        { title: all.estate, key: 'estate', render: (_, one) => one.estate?.name ?? <span className="quiet">{t.noEstate}</span> },
        { title: all.state, key: 'state', render: (_, one) => <State of={one} /> },
        {
          title: t.attempts,
          key: 'attempts',
          render: (_, one) => <span className="state-and-since"><span>{t.times(one.attempts)}</span>{one.lastFault !== null && <span className="quiet fault-code">{one.lastFault}</span>}</span>,
        },
      ]}
    />
  )
}

function State({ of }: { of: Delivery }): ReactNode {
  const t = useMessages(words).deliveries
  const { language } = useReading()
  const since = of.state === 'SENT' && of.sentAt !== null
    ? t.sentAt(instant(of.sentAt, language))
    : of.state === 'WAITING' ? t.again(instant(of.nextAttemptAt, language)) : of.state === 'EXPIRED' ? t.gaveUp(instant(of.expiresAt, language)) : ''
  return (
    <span className="state-and-since">
      <StateTag look={LOOKS[of.state]}>{t.states[of.state]}</StateTag>
      {since !== '' && <span className="quiet">{since}</span>}
    </span>
  )
}
