import { Button, Input, type TableProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { deviceOf, isAboutBallot, said as sayingOf } from './alarms.ts'
import { words } from './messages.ts'
import { Alarms, ClearAlarm, type AlarmsQuery } from './watch.gql.ts'
import './watch.css'

type Alarm = AlarmsQuery['alarms']['nodes'][number]

/** What a person must look at, and what came of what was looked at. */
export default function AlarmsPage(): ReactNode {
  const t = useMessages(words).alarms
  useTitle(t.title)
  const [address, change] = useAddress(['which', 'after'] as const)
  const standing = address.which !== 'cleared'
  const asked = useAsk(Alarms, { standing, first: PAGE_SIZE, after: address.after || null })
  const [clearing, setClearing] = useState<Alarm>()
  const [said, setSaid] = useState('')
  const nameOf = useNameOf()
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.about}</p>
      <Filters>
        <FilterChoice
          label={t.which}
          value={standing ? '' : 'cleared'}
          onChange={(which) => change({ which, after: '' })}
          options={[{ value: '', label: t.standing }, { value: 'cleared', label: t.cleared }]}
        />
      </Filters>
      <p role="status" className={said === '' ? '' : 'said'}>{said}</p>
      <Answered asked={asked}>
        {({ alarms }) =>
          alarms.totalCount === 0 ? (
            <Empty title={standing ? t.none : t.noneCleared}>{standing && <p>{t.noneHint}</p>}</Empty>
          ) : (
            <>
              <p>{t.total(alarms.totalCount)}</p>
              <Found alarms={alarms.nodes} standing={standing} waiting={asked.waiting} onClear={setClearing} />
              <Paging page={alarms.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
      {clearing && (
        <Clear
          alarm={clearing}
          onClose={() => setClearing(undefined)}
          onDone={() => {
            setSaid(t.done(nameOf(clearing)))
            setClearing(undefined)
            asked.again()
          }}
        />
      )}
    </>
  )
}

function useNameOf(): (alarm: Alarm) => string {
  const t = useMessages(words).alarms
  return ({ kind }) => (t.kinds as Readonly<Record<string, string>>)[kind] ?? t.other
}

interface FoundProps {
  readonly alarms: readonly Alarm[]
  readonly standing: boolean
  readonly waiting: boolean
  readonly onClear: (alarm: Alarm) => void
}

function Found({ alarms, standing, waiting, onClear }: FoundProps): ReactNode {
  const all = useMessages(words)
  const t = all.alarms
  const { language } = useReading()
  const nameOf = useNameOf()
  type Columns = NonNullable<TableProps<Alarm>['columns']>
  const last: Columns = standing
    ? [{ title: t.acts, key: 'acts', render: (_, one) => <Button onClick={() => onClear(one)}>{t.answer}</Button> }]
    : [
        {
          title: t.outcome,
          key: 'outcome',
          render: (_, one) => (
            <span className="state-and-since"><span>{one.clearedReason}</span>{one.clearedAt !== null && <span className="quiet">{instant(one.clearedAt, language)}</span>}</span>
          ),
        },
      ]
  return (
    <DataTable<Alarm>
      label={t.list}
      rows={alarms}
      waiting={waiting}
      columns={[
        { title: t.raised, key: 'raised', render: (_, one) => instant(one.raisedAt, language) },
        { title: t.what, key: 'what', render: (_, one) => <><StateTag look={standing ? 'bad' : 'plain'}>{nameOf(one)}</StateTag><Details of={one} /></> },
        { title: all.estate, key: 'estate', render: (_, one) => one.estate?.name ?? '—' },
        { title: t.subject, key: 'subject', render: (_, one) => <Subject of={one} /> },
        ...last,
      ]}
    />
  )
}

function Subject({ of }: { of: Alarm }): ReactNode {
  const t = useMessages(words).alarms
  if (isAboutBallot(of.kind)) return <Link to={`/ballots/${of.subjectId}`}>{t.ballot}</Link>
  const device = deviceOf(of.detail)
  return device === null ? '—' : t.device(device)
}

function Details({ of }: { of: Alarm }): ReactNode {
  const t = useMessages(words).alarms
  return <ul className="plain-list alarm-said">{sayingOf(of, t.said).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
}

function Clear({ alarm, onClose, onDone }: { alarm: Alarm; onClose: () => void; onDone: () => void }): ReactNode {
  const t = useMessages(words).alarms
  const nameOf = useNameOf()
  const clear = useCommand(ClearAlarm)
  const [reason, setReason] = useState('')
  const submit = async (): Promise<void> => {
    const outcome = await clear.run({ input: { alarmId: alarm.id, reason } })
    if (outcome.kind === 'done') onDone()
  }
  return (
    <TypingDialog title={nameOf(alarm)} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <CommandErrors of={clear} />
        <p><strong>{t.effect}</strong></p>
        <Field label={t.reason} path="reason" error={clear.fault('reason')}>
          {(control) => <Input.TextArea {...control} rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <div className="row-acts">
          <Button type="primary" htmlType="submit" aria-busy={clear.busy || undefined}>{t.submit}</Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </form>
    </TypingDialog>
  )
}
