import { Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { Field } from '../../../shared/ui/Field.tsx'
import type { Assembly } from './AssembliesPage.tsx'
import { fault } from './checks.ts'
import { CreateCommittee } from './committees.gql.ts'
import { FormDialog } from './FormDialog.tsx'
import { words } from './messages.ts'

interface Props {
  readonly assembly: Assembly
  readonly onClose: () => void
  readonly onMade: (bodyId: string, said: string) => void
}

/** 录入业委会信息: the committee and its term; its members follow on its own page. */
export function NewCommittee({ assembly, onClose, onMade }: Props): ReactNode {
  const t = useMessages(words)
  const create = useCommand(CreateCommittee)
  const [typed, setTyped] = useState({ name: '', code: '', termStartsOn: '', termEndsOn: '' })
  const [missing, setMissing] = useState<readonly Fault[]>([])
  const wrong = (path: string): string | undefined => missing.find((one) => one.path === path)?.message ?? create.fault(path)
  const group = assembly.organizers.find((one) => one.kind === 'PREPARATORY_GROUP' && one.state === 'ACTIVE')
  const submit = async (): Promise<void> => {
    const found = [
      ...(typed.termStartsOn === '' ? [fault('termStartsOn', t.newCommittee.chooseStart)] : []),
      ...(typed.termEndsOn === '' ? [fault('termEndsOn', t.newCommittee.chooseEnd)] : []),
    ]
    setMissing(found)
    if (found.length > 0) return
    const outcome = await create.run({ input: { ...typed, estateId: assembly.estate.id, code: typed.code.trim() || null } })
    if (outcome.kind === 'done') onMade(outcome.value.organizer.id, t.newCommittee.made(typed.name.trim()))
  }
  return (
    <FormDialog title={t.newCommittee.title} command={create} faults={missing} submit={t.confirm} onSubmit={submit} onClose={onClose}>
      <p className="hint">{t.required}</p>
      {group && <p><strong>{t.newCommittee.endsGroup(group.name)}</strong></p>}
      <Field label={t.newGroup.assembly} path="estateId" error={wrong('estateId')}>
        {(control) => <Input {...control} readOnly value={assembly.name} />}
      </Field>
      <Field label={t.newCommittee.name} path="name" error={wrong('name')}>
        {(control) => <Input {...control} autoComplete="off" value={typed.name} onChange={(event) => setTyped({ ...typed, name: event.target.value })} />}
      </Field>
      <Field label={t.newCommittee.code} path="code" error={wrong('code')}>
        {(control) => <Input {...control} autoComplete="off" value={typed.code} onChange={(event) => setTyped({ ...typed, code: event.target.value })} />}
      </Field>
      <Field label={t.newCommittee.starts} path="termStartsOn" error={wrong('termStartsOn')}>
        {(control) => <Input {...control} type="date" value={typed.termStartsOn} onChange={(event) => setTyped({ ...typed, termStartsOn: event.target.value })} />}
      </Field>
      <Field label={t.newCommittee.ends} hint={t.newCommittee.endsHint} path="termEndsOn" error={wrong('termEndsOn')}>
        {(control) => <Input {...control} type="date" value={typed.termEndsOn} onChange={(event) => setTyped({ ...typed, termEndsOn: event.target.value })} />}
      </Field>
    </FormDialog>
  )
}
