import { Button } from 'antd'
import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Dialog } from '../../../shared/ui/Dialog.tsx'
import { Missed } from '../../../shared/ui/States.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { BallotAlarms, ClearBallotAlarm, ReleaseTally, type BallotAlarmsQuery, type BallotShownFragment } from './ballot.gql.ts'
import { words } from './ballotMessages.ts'
import { Choice, DialogEnd, Reason } from './dialogParts.tsx'

type Alarm = BallotAlarmsQuery['alarms']['nodes'][number]
interface Props {
  readonly ballot: BallotShownFragment
  readonly mayRelease: boolean
  readonly onDone: () => void
}

/** What the system asks a person to look at: each alarm with why, and the two answers to it. */
export function Alarms({ ballot, mayRelease, onDone }: Props): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const asked = useAsk(BallotAlarms, { id: ballot.id })
  const [clearing, setClearing] = useState<Alarm | null>(null)
  const [releasing, setReleasing] = useState(false)
  const alarms = asked.data?.alarms.nodes ?? []
  if (alarms.length === 0) return <Missed of={asked} what={t.alarms} />
  const done = (): void => {
    asked.again()
    onDone()
  }
  return (
    <section aria-labelledby="alarms" className="now bad">
      <h2 id="alarms">{t.alarms}</h2>
      {alarms.map((alarm) => (
        <div key={alarm.id}>
          <p>
            <strong>{(t.alarmKinds as Readonly<Record<string, string>>)[alarm.kind] ?? t.alarmKinds.other}</strong>
            {alarm.kind === 'tally_held' && `${j.colon}${(t.held as Readonly<Record<string, string>>)[reasonOf(alarm)] ?? t.held.other}`}
            <br /><span className="hint number">{instant(alarm.raisedAt, language)}</span>
          </p>
          <div className="buttons">
            {mayRelease && alarm.kind === 'tally_held' && ballot.state === 'CLOSED' && <Button type="primary" onClick={() => setReleasing(true)}>{t.release.button}</Button>}
            <Button onClick={() => setClearing(alarm)}>{t.clearAlarm}</Button>
          </div>
        </div>
      ))}
      {clearing && <Clear alarm={clearing} onClose={() => setClearing(null)} onDone={done} />}
      {releasing && <Release ballotId={ballot.id} onClose={() => setReleasing(false)} onDone={done} />}
    </section>
  )
}

function reasonOf(alarm: Alarm): string {
  const { detail } = alarm
  return typeof detail === 'object' && detail !== null && 'reason' in detail ? String(detail.reason) : ''
}

function Clear({ alarm, onClose, onDone }: { alarm: Alarm; onClose: () => void; onDone: () => void }): ReactNode {
  const t = useMessages(words)
  const [reason, setReason] = useState('')
  const clear = useCommand(ClearBallotAlarm)
  const submit = async (): Promise<void> => {
    const outcome = await clear.run({ input: { alarmId: alarm.id, reason } })
    if (outcome.kind !== 'done') return
    onDone()
    onClose()
  }
  return (
    <Dialog title={t.clearAlarm} onClose={onClose}>
      <CommandErrors of={clear} />
      <Reason value={reason} onChange={setReason} error={clear.fault('reason')} hint={t.clearAlarmHint} />
      <DialogEnd submit={t.clearAlarm} busy={clear.busy} onSubmit={submit} onClose={onClose} />
    </Dialog>
  )
}

function Release({ ballotId, onClose, onDone }: { ballotId: string; onClose: () => void; onDone: () => void }): ReactNode {
  const t = useMessages(words)
  const [reason, setReason] = useState('')
  const [law, setLaw] = useState('in_force')
  const release = useCommand(ReleaseTally)
  const submit = async (): Promise<void> => {
    const outcome = await release.run({ input: { ballotId, reason, law } })
    if (outcome.kind !== 'done') return
    onDone()
    onClose()
  }
  return (
    <Dialog title={t.release.title} onClose={onClose}>
      <CommandErrors of={release} />
      <p>{t.release.text}</p>
      <Choice label={t.release.law} name="law" value={law} onChange={setLaw} options={[['in_force', t.release.in_force], ['frozen', t.release.frozen]]} />
      <Reason value={reason} onChange={setReason} error={release.fault('reason')} />
      <DialogEnd submit={t.release.submit} busy={release.busy} onSubmit={submit} onClose={onClose} />
    </Dialog>
  )
}
