import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { area, count } from '../../../shared/figures.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { deadline } from '../../../shared/moments.ts'
import { Dialog } from '../../../shared/ui/Dialog.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Missed } from '../../../shared/ui/States.tsx'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import {
  BallotProgress, DeleteBallot, ExtendBallot, SuspendBallot, SuspendMatter, WithdrawBallot, type BallotShownFragment,
} from './ballot.gql.ts'
import { words } from './ballotMessages.ts'
import { Choice, DialogEnd, Reason } from './dialogParts.tsx'
import { MessageDialog } from './MessageDialog.tsx'
import type { Act } from './rights.ts'

export interface OpenAct {
  readonly act: Act
  readonly matterId?: string
}

interface Props {
  readonly ballot: BallotShownFragment
  readonly onClose: () => void
  /** The ballot is not where it was. */
  readonly onDone: () => void
}

/** The dialog of an act: it names its object, states its effect in figures, and asks for what the act needs. */
export function ActDialog({ open, ...props }: Props & { open: OpenAct }): ReactNode {
  switch (open.act) {
    case 'suspend': return <Suspend {...props} {...(open.matterId === undefined ? {} : { matterId: open.matterId })} />
    case 'extend': return <Extend {...props} />
    case 'message': return <MessageDialog {...props} />
    case 'withdraw': return <Withdraw {...props} />
    case 'delete': return <Remove {...props} />
    default: return null
  }
}

const WHOLE = ''

function Suspend({ ballot, matterId, onClose, onDone }: Props & { matterId?: string }): ReactNode {
  const t = useMessages(words)
  const active = ballot.matters.filter((matter) => matter.state === 'ACTIVE')
  const [what, setWhat] = useState(active.some((matter) => matter.id === matterId) && matterId !== undefined ? matterId : WHOLE)
  const [typed, setTyped] = useState({ reason: '', typedTitle: '' })
  const wholeBallot = useCommand(SuspendBallot)
  const oneMatter = useCommand(SuspendMatter)
  const fault = what === WHOLE ? wholeBallot.fault : oneMatter.fault
  const title = active.find((matter) => matter.id === what)?.title ?? ballot.title
  const submit = async (): Promise<void> => {
    const outcome = what === WHOLE
      ? await wholeBallot.run({ input: { ballotId: ballot.id, ...typed } })
      : await oneMatter.run({ input: { matterId: what, ...typed } })
    if (outcome.kind !== 'done') return
    onDone()
    onClose()
  }
  return (
    <TypingDialog title={t.suspend.title} onClose={onClose}>
      {what === WHOLE ? <CommandErrors of={wholeBallot} /> : <CommandErrors of={oneMatter} />}
      {active.length > 1 && (
        <Choice
          label={t.suspend.what}
          name="suspend-what"
          value={what}
          onChange={setWhat}
          options={[[WHOLE, t.suspend.whole], ...active.map((matter) => [matter.id, t.suspend.one(ballot.matters.indexOf(matter) + 1, matter.title)] as const)]}
        />
      )}
      <Effects ballot={ballot} whole={what === WHOLE} rest={active.length - 1} />
      <Reason value={typed.reason} onChange={(reason) => setTyped({ ...typed, reason })} error={fault('reason')} />
      <Field label={t.suspend.typed} hint={t.suspend.typedHint(title)} path="typedTitle" error={fault('typedTitle')}>
        {(control) => <Input {...control} autoComplete="off" value={typed.typedTitle} onChange={(event) => setTyped({ ...typed, typedTitle: event.target.value })} />}
      </Field>
      <DialogEnd submit={t.suspend.submit} danger busy={wholeBallot.busy || oneMatter.busy} onSubmit={submit} onClose={onClose} />
    </TypingDialog>
  )
}

/** What a suspension does, in figures. */
function Effects({ ballot, whole, rest }: { ballot: BallotShownFragment; whole: boolean; rest: number }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const asked = useAsk(BallotProgress, { id: ballot.id })
  const cast = asked.data?.participation?.whole
  return (
    <>
      <p><strong>{t.suspend.effects}</strong></p>
      <ul>
        <li>{t.suspend.final}</li>
        {whole || rest === 0 ? (
          <>
            {!whole && <li>{t.suspend.last}</li>}
            {asked.data && <li>{cast && cast.castUnits > 0 ? t.suspend.kept(count(cast.castUnits), count(cast.castHeads), area(cast.castArea, language)) : t.suspend.none}</li>}
            <li>{t.suspend.noResult}</li>
            <li>{t.suspend.texted}</li>
          </>
        ) : <li>{t.suspend.others(rest)}</li>}
      </ul>
      <Missed of={asked} what={t.castSoFar} />
    </>
  )
}

const EXTENSION = 15 * 24 * 60 * 60 * 1000

function Extend({ ballot, onClose, onDone }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [reason, setReason] = useState('')
  const extend = useCommand(ExtendBallot)
  const asked = useAsk(BallotProgress, { id: ballot.id })
  const closesAt = ballot.closesAt ?? ''
  const submit = async (): Promise<void> => {
    const outcome = await extend.run({ input: { ballotId: ballot.id, reason } })
    if (outcome.kind !== 'done') return
    onDone()
    onClose()
  }
  return (
    <TypingDialog title={t.extend.title} onClose={onClose}>
      <CommandErrors of={extend} />
      <p><strong>{ballot.title}</strong></p>
      <dl className="facts">
        <dt>{t.extend.from}</dt><dd>{deadline(closesAt, language)}</dd>
        <dt>{t.extend.to}</dt><dd><strong>{deadline(new Date(Date.parse(closesAt) + EXTENSION).toISOString(), language)}</strong></dd>
      </dl>
      <ul>
        <li>{t.extend.once}</li>
        {asked.data?.participation && <li>{t.extend.kept(count(asked.data.participation.whole.castUnits))}</li>}
        <li>{t.extend.texted}</li>
      </ul>
      <Missed of={asked} what={t.castSoFar} />
      <Reason value={reason} onChange={setReason} error={extend.fault('reason')} />
      <DialogEnd submit={t.extend.submit} busy={extend.busy} onSubmit={submit} onClose={onClose} />
    </TypingDialog>
  )
}

function Withdraw({ ballot, onClose, onDone }: Props): ReactNode {
  const t = useMessages(words)
  const withdraw = useCommand(WithdrawBallot)
  const submit = async (): Promise<void> => {
    const outcome = await withdraw.run({ input: { ballotId: ballot.id } })
    if (outcome.kind !== 'done') return
    onDone()
    onClose()
  }
  return (
    <Dialog title={t.withdraw.title} onClose={onClose}>
      <CommandErrors of={withdraw} />
      <p><strong>{ballot.title}</strong></p>
      <p>{t.withdraw.text}</p>
      <DialogEnd submit={t.withdraw.submit} busy={withdraw.busy} onSubmit={submit} onClose={onClose} />
    </Dialog>
  )
}

function Remove({ ballot, onClose }: Props): ReactNode {
  const t = useMessages(words)
  const navigate = useNavigate()
  const remove = useCommand(DeleteBallot)
  const submit = async (): Promise<void> => {
    const outcome = await remove.run({ input: { ballotId: ballot.id } })
    if (outcome.kind === 'done') void navigate('/ballots')
  }
  return (
    <Dialog title={t.remove.title} onClose={onClose}>
      <CommandErrors of={remove} />
      <p>{t.remove.text(ballot.title)}</p>
      <DialogEnd submit={t.remove.submit} danger busy={remove.busy} onSubmit={submit} onClose={onClose} />
    </Dialog>
  )
}
