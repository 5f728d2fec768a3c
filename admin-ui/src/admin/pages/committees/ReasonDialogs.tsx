import { Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand, type Command } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { Field } from '../../../shared/ui/Field.tsx'
import { useTermOf } from './BodyState.tsx'
import { effectOn, fault, holdsAccount } from './checks.ts'
import { ChangeTerm, DissolveOrganizer, RemoveMember, type BodyFragment, type BodyMemberFragment } from './committees.gql.ts'
import { FormDialog } from './FormDialog.tsx'
import { words } from './messages.ts'

/** A body with its people, as its page shows it. */
export type BodyWithPeople = BodyFragment & { readonly members: readonly BodyMemberFragment[] }

interface ReasonProps<Result, Variables> {
  readonly of: Command<Result, Variables>
  readonly reason: string
  readonly onChange: (reason: string) => void
}

/** Why: asked wherever something cannot be taken back, and kept in the audit. */
export function Reason<Result, Variables>({ of, reason, onChange }: ReasonProps<Result, Variables>): ReactNode {
  const t = useMessages(words)
  return (
    <Field label={t.reason} path="reason" error={of.fault('reason')}>
      {(control) => <Input.TextArea {...control} rows={3} value={reason} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}

interface BodyProps {
  readonly body: BodyWithPeople
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

export function Dissolve({ body, onClose, onDone }: BodyProps): ReactNode {
  const t = useMessages(words).dissolve
  const command = useCommand(DissolveOrganizer)
  const [reason, setReason] = useState('')
  const { people, accounts } = effectOn(body.members)
  const submit = async (): Promise<void> => {
    const outcome = await command.run({ input: { organizerId: body.id, reason } })
    if (outcome.kind === 'done') onDone(t.done(body.name))
  }
  return (
    <FormDialog title={t.title(body.name)} command={command} submit={t.submit} danger onSubmit={submit} onClose={onClose}>
      <p><strong>{t.effect(people, accounts)}</strong></p>
      <Reason of={command} reason={reason} onChange={setReason} />
    </FormDialog>
  )
}

export function MoveTerm({ body, onClose, onDone }: BodyProps): ReactNode {
  const all = useMessages(words)
  const t = all.changeTerm
  const termOf = useTermOf()
  const command = useCommand(ChangeTerm)
  const [typed, setTyped] = useState({ termEndsOn: body.termEndsOn ?? '', reason: '' })
  const [missing, setMissing] = useState<readonly Fault[]>([])
  const mustEnd = body.kind === 'COMMITTEE'
  const submit = async (): Promise<void> => {
    const found = mustEnd && typed.termEndsOn === '' ? [fault('termEndsOn', all.newCommittee.chooseEnd)] : []
    setMissing(found)
    if (found.length > 0) return
    const outcome = await command.run({ input: { organizerId: body.id, reason: typed.reason, termEndsOn: typed.termEndsOn || null } })
    if (outcome.kind === 'done') onDone(t.done)
  }
  return (
    <FormDialog title={t.title(body.name)} command={command} faults={missing} submit={t.submit} onSubmit={submit} onClose={onClose}>
      <p>{t.now(termOf(body))}</p>
      <p><strong>{t.effect(effectOn(body.members).accounts)}</strong></p>
      <Field label={mustEnd ? t.ends : t.endsOptional} path="termEndsOn" error={missing[0]?.message ?? command.fault('termEndsOn')}>
        {(control) => <Input {...control} type="date" value={typed.termEndsOn} onChange={(event) => setTyped({ ...typed, termEndsOn: event.target.value })} />}
      </Field>
      <Reason of={command} reason={typed.reason} onChange={(reason) => setTyped({ ...typed, reason })} />
    </FormDialog>
  )
}

export function Remove({ body, member, onClose, onDone }: BodyProps & { readonly member: BodyMemberFragment }): ReactNode {
  const t = useMessages(words).member
  const command = useCommand(RemoveMember)
  const [reason, setReason] = useState('')
  const submit = async (): Promise<void> => {
    const outcome = await command.run({ input: { memberId: member.id, reason } })
    if (outcome.kind === 'done') onDone(t.removed(member.maskedName))
  }
  return (
    <FormDialog title={t.removeTitle(member.maskedName)} command={command} submit={t.doRemove} danger onSubmit={submit} onClose={onClose}>
      <p><strong>{t.removeEffect(member.maskedName, holdsAccount(member), effectOn(body.members).people - 1)}</strong></p>
      <Reason of={command} reason={reason} onChange={setReason} />
    </FormDialog>
  )
}
