import { Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { Field } from '../../../shared/ui/Field.tsx'
import type { Assembly } from './AssembliesPage.tsx'
import { ageOf, fault, nobody, personOf } from './checks.ts'
import { CreatePreparatoryGroup } from './committees.gql.ts'
import { FormDialog } from './FormDialog.tsx'
import { words } from './messages.ts'
import { PersonFields } from './PersonFields.tsx'

interface Props {
  readonly assembly: Assembly
  readonly onClose: () => void
  readonly onMade: (bodyId: string, said: string) => void
}

/** 指定筹备组组长, field by field as in the guide. */
export function NewGroup({ assembly, onClose, onMade }: Props): ReactNode {
  const t = useMessages(words)
  const create = useCommand(CreatePreparatoryGroup)
  const [name, setName] = useState('')
  const [leader, setLeader] = useState(nobody('LEADER'))
  const [missing, setMissing] = useState<readonly Fault[]>([])
  const wrong = (path: string): string | undefined => missing.find((one) => one.path === path)?.message ?? create.fault(path)
  const submit = async (): Promise<void> => {
    if (ageOf(leader.age) === undefined) {
      setMissing([fault('leader.age', t.person.ageIsNumber)])
      return
    }
    setMissing([])
    const outcome = await create.run({ input: { estateId: assembly.estate.id, name, leader: personOf(leader) } })
    if (outcome.kind === 'done') onMade(outcome.value.organizer.id, t.newGroup.made(name.trim()))
  }
  return (
    <FormDialog title={t.newGroup.title} command={create} faults={missing} submit={t.confirm} onSubmit={submit} onClose={onClose}>
      <p className="hint">{t.required}</p>
      <Field label={t.newGroup.name} path="name" error={wrong('name')}>
        {(control) => <Input {...control} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label={t.newGroup.assembly} path="estateId" error={wrong('estateId')}>
        {(control) => <Input {...control} readOnly value={assembly.name} />}
      </Field>
      <PersonFields path="leader" kind="PREPARATORY_GROUP" label={t.newGroup.leader} person={leader} fault={wrong} onChange={setLeader} />
    </FormDialog>
  )
}
