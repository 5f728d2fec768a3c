import { Button } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Dialog } from '../../../shared/ui/Dialog.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { BallotBroadcasts, BroadcastDeliveries, type BallotBroadcastsQuery, type ChannelFiguresFragment } from './ballot.gql.ts'
import { words } from './ballotMessages.ts'

type Broadcast = BallotBroadcastsQuery['broadcasts']['nodes'][number]
const EXPANDED_WITHIN = 3_000
/** How soon texts that wait are looked at again: most are sent within seconds, and a carrier in trouble takes hours. */
const SENT_WITHIN = 8_000

function pauseOf(broadcasts: readonly Broadcast[]): number | null {
  if (broadcasts.some((one) => one.expandedAt === null)) return EXPANDED_WITHIN
  const waits = broadcasts.some((one) => one.reach.some((reach) => reach.channel === 'SMS' && reach.waiting > 0))
  return waits ? SENT_WITHIN : null
}

/** What was written to the owners about a ballot, and what became of it. */
export function Broadcasts({ ballotId }: { ballotId: string }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const asked = useAsk(BallotBroadcasts, { id: ballotId })
  const { again } = asked
  const pause = pauseOf(asked.data?.broadcasts.nodes ?? [])
  useEffect(() => {
    if (pause === null) return undefined
    const timer = setInterval(again, pause)
    return () => clearInterval(timer)
  }, [pause, again])
  const [looking, setLooking] = useState<string | null>(null)
  const nameOf = (one: Broadcast): string => (t.templates as Readonly<Record<string, string>>)[one.template] ?? t.templates.other
  return (
    <section aria-labelledby="broadcasts" className="panel">
      <h2 id="broadcasts">{t.broadcasts}</h2>
      <Answered asked={asked}>
        {({ broadcasts }) => broadcasts.nodes.length === 0 ? <p>{t.noBroadcasts}</p> : (
          <table className="figures broadcasts">
            <caption className="visually-hidden">{t.broadcasts}</caption>
            <thead><tr><th scope="col">{t.sentAt}</th><th scope="col">{t.template}</th><th scope="col">{t.audience}</th><th scope="col">{t.recipients}</th><th scope="col">{t.deliveries}</th></tr></thead>
            <tbody>
              {broadcasts.nodes.map((one) => (
                <tr key={one.id}>
                  <td>{instant(one.createdAt, language)}</td>
                  <td>{nameOf(one)}</td>
                  <td>{t.audiences[one.audience]}</td>
                  <td>{one.recipients ?? t.waiting}</td>
                  <td>
                    {one.reach.map((reach) => <ChannelState key={reach.channel} of={reach} named />)}
                    {one.recipients !== null && one.recipients > 0
                      ? <Button size="small" onClick={() => setLooking(one.id)} aria-label={`${t.showDeliveries}${j.colon}${nameOf(one)}`}>{t.showDeliveries}</Button>
                      : '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Answered>
      {looking !== null && <Deliveries broadcastId={looking} onClose={() => setLooking(null)} />}
    </section>
  )
}

/** What became of a message on one channel, as far as anything did. */
export function ChannelState({ of, named = false }: { of: ChannelFiguresFragment | undefined; named?: boolean }): ReactNode {
  const t = useMessages(words)
  if (of === undefined || of.waiting + of.delivered + of.failed + of.expired === 0) return null
  const told = t.channelStates[of.channel]
  return (
    <ul className="channel">
      {named && <li>{t.channels[of.channel]}</li>}
      <li><StateTag look={of.delivered > 0 ? 'good' : 'plain'}>{told.delivered(of.delivered)}</StateTag></li>
      {of.waiting > 0 && <li><StateTag look={of.channel === 'SMS' ? 'waiting' : 'plain'}>{told.waiting(of.waiting)}</StateTag></li>}
      {of.failed > 0 && <li><StateTag look="bad">{told.failed(of.failed)}</StateTag></li>}
      {of.expired > 0 && <li><StateTag look="plain">{told.expired(of.expired)}</StateTag></li>}
    </ul>
  )
}

const LOOKS = { WAITING: 'waiting', SENT: 'good', FAILED: 'bad', EXPIRED: 'plain' } as const
type State = keyof typeof LOOKS

function Deliveries({ broadcastId, onClose }: { broadcastId: string; onClose: () => void }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [state, setState] = useState<State | ''>('')
  const asked = useAsk(BroadcastDeliveries, { broadcastId, state: state || null, first: 100 })
  return (
    <Dialog title={t.deliveries} onClose={onClose}>
      <div className="radio-row" role="radiogroup" aria-label={t.deliveries}>
        {(['', 'SENT', 'WAITING', 'FAILED', 'EXPIRED'] as const).map((one) => (
          <label key={one}><input type="radio" name="delivery-state" checked={state === one} onChange={() => setState(one)} /> {one === '' ? t.everyDelivery : t.deliveryState[one]}</label>
        ))}
      </div>
      <Answered asked={asked}>
        {({ deliveries }) => deliveries.nodes.length === 0 ? <p>{t.noDeliveries}</p> : (
          <>
            <p role="status">{t.deliveryCount(deliveries.totalCount)}{deliveries.pageInfo.hasNextPage && ` ${t.firstOnly(deliveries.nodes.length)}`}</p>
            <ul className="deliveries">
              {deliveries.nodes.map((one) => (
                <li key={one.id}>
                  <span className="number">{one.maskedPhone ?? '—'}</span>
                  <StateTag look={LOOKS[one.state]}>{t.deliveryState[one.state]}</StateTag>
                  <span className="hint number">
                    {one.sentAt === null ? t.attempted(one.attempts) : instant(one.sentAt, language)}
                    {one.lastFault !== null && ` · ${t.fault(one.lastFault)}`}
                  </span>
                </li>
              ))}
            </ul>
            {deliveries.pageInfo.hasNextPage && <p><Link to={`/deliveries?broadcast=${broadcastId}${state === '' ? '' : `&state=${state}`}`}>{t.allDeliveries}</Link></p>}
          </>
        )}
      </Answered>
    </Dialog>
  )
}
