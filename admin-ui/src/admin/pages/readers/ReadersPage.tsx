import { Button } from 'antd'
import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { useSession } from '../../../shared/session.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { ChangeReader } from './ChangeReader.tsx'
import { Enrolment, ShownCode, type Code } from './Enrolment.tsx'
import { words } from './messages.ts'
import { Devices, RenewEnrolmentCode, type DevicesQuery } from './readers.gql.ts'

export type Device = DevicesQuery['devices']['nodes'][number]
type Act = { readonly kind: 'revoke' | 'release'; readonly device: Device }

/** The street's card readers: enrolled with a code, watched, revoked. */
export default function ReadersPage(): ReactNode {
  const t = useMessages(words).devices
  const { last } = useSession()
  useTitle(t.title)
  const [address, change] = useAddress(['show', 'after'] as const)
  const revoked = address.show === 'revoked'
  const asked = useAsk(Devices, { revoked, first: PAGE_SIZE, after: address.after || null })
  const manages = last?.roles.some((one) => one.role === 'STREET_CLERK') ?? false
  const [adding, setAdding] = useState(false)
  const [code, setCode] = useState<Code>()
  const [act, setAct] = useState<Act>()
  const [said, setSaid] = useState('')
  const done = (what: string): void => {
    setAct(undefined)
    setSaid(what)
    asked.again()
  }
  const shown = (made: Code): void => {
    setAdding(false)
    setCode(made)
    asked.again()
  }
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.about}</p>
      <Filters>
        <FilterChoice
          label={t.show}
          value={revoked ? 'revoked' : ''}
          onChange={(show) => change({ show, after: '' })}
          options={[{ value: '', label: t.active }, { value: 'revoked', label: t.revoked }]}
        />
        {manages && <Button type="primary" onClick={() => setAdding(true)}>{t.add}</Button>}
      </Filters>
      <p role="status">{said}</p>
      <Answered asked={asked}>
        {({ devices }) =>
          devices.totalCount === 0 ? (
            <Empty title={revoked ? t.noneRevoked : t.none}>{!revoked && manages && <p>{t.noneHint}</p>}</Empty>
          ) : (
            <>
              <p>{t.total(devices.totalCount)}</p>
              <Found devices={devices.nodes} waiting={asked.waiting} manages={manages} onAct={setAct} onCode={shown} />
              <Paging page={devices.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
      {adding && <Enrolment onClose={() => setAdding(false)} onMade={shown} />}
      {code && <ShownCode code={code} onClose={() => setCode(undefined)} />}
      {act && <ChangeReader {...act} onClose={() => setAct(undefined)} onDone={done} />}
    </>
  )
}

const LOOKS = { WAITING: 'waiting', ACTIVE: 'good', REVOKED: 'bad' } as const

interface FoundProps {
  readonly devices: readonly Device[]
  readonly waiting: boolean
  readonly manages: boolean
  readonly onAct: (act: Act) => void
  readonly onCode: (code: Code) => void
}

function Found({ devices, waiting, manages, onAct, onCode }: FoundProps): ReactNode {
  const t = useMessages(words).devices
  const renew = useCommand(RenewEnrolmentCode)
  const again = async (device: Device): Promise<void> => {
    const outcome = await renew.run({ input: { deviceId: device.id } })
    if (outcome.kind === 'done') onCode({ name: device.name, code: outcome.value.code, expiresAt: outcome.value.expiresAt })
  }
  return (
    <>
      <CommandErrors of={renew} />
      <DataTable<Device>
        label={t.list}
        rows={devices}
        waiting={waiting}
        columns={[
          { title: t.name, key: 'name', render: (_, one) => <strong>{one.name}</strong> },
          { title: t.street, key: 'street', render: (_, one) => one.surroundings.streetName },
          { title: t.state, key: 'state', render: (_, one) => <><StateTag look={LOOKS[one.state]}>{t.states[one.state]}</StateTag>{one.revokedReason !== null && <p>{one.revokedReason}</p>}</> },
          { title: t.health, key: 'health', render: (_, one) => <Health device={one} /> },
          { title: t.sam, key: 'sam', render: (_, one) => <><span className="number">{one.samId ?? '—'}</span>{one.version !== null && <p className="hint">{t.version} {one.version}</p>}</> },
          ...(manages ? [{
            title: t.acts,
            key: 'acts',
            render: (_: unknown, one: Device) => one.state === 'REVOKED' ? null : (
              <div className="row-acts">
                {one.state === 'WAITING' && <Button aria-busy={renew.busy || undefined} onClick={() => void again(one)}>{t.renew}</Button>}
                {one.state === 'ACTIVE' && <Button onClick={() => onAct({ kind: 'release', device: one })}>{t.release}</Button>}
                <Button danger onClick={() => onAct({ kind: 'revoke', device: one })}>{t.revoke}</Button>
              </div>
            ),
          }] : []),
        ]}
      />
    </>
  )
}

function Health({ device }: { device: Device }): ReactNode {
  const t = useMessages(words).devices
  const { language } = useReading()
  const { reader, padSessionId } = device.surroundings
  if (device.state !== 'ACTIVE') return '—'
  const look = reader.isReady ? 'good' : reader.isConnected ? 'bad' : 'plain'
  const what = reader.isReady ? t.ready : !reader.isConnected ? t.offline : !reader.isAccepted ? t.other : t.trouble
  return (
    <>
      <StateTag look={look}>{what}</StateTag>{padSessionId !== null && ` · ${t.atWork}`}
      <p className="hint">{reader.healthAt === null ? t.never : t.seen(instant(reader.healthAt, language))}</p>
      {device.counters && <p className="hint">{t.counters(device.counters.junk, device.counters.bad, device.counters.timeout, device.counters.reopened)}</p>}
    </>
  )
}
