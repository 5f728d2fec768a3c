import { Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { Field } from '../../../shared/ui/Field.tsx'
import { fault } from './checks.ts'
import { CreateAssembly } from './committees.gql.ts'
import { EstateChoice, type Chosen } from './EstateChoice.tsx'
import { FormDialog } from './FormDialog.tsx'
import { words } from './messages.ts'
import { Choice } from './PersonFields.tsx'

interface Props {
  readonly onClose: () => void
  readonly onMade: (said: string) => void
}

/** 新增业主大会: its name, its estate, and whether it has a committee already. */
export function NewAssembly({ onClose, onMade }: Props): ReactNode {
  const t = useMessages(words)
  const create = useCommand(CreateAssembly)
  const [name, setName] = useState('')
  const [estate, setEstate] = useState<Chosen>()
  const [has, setHas] = useState<'yes' | 'no'>()
  const [missing, setMissing] = useState<readonly Fault[]>([])
  const wrong = (path: string): string | undefined => missing.find((one) => one.path === path)?.message ?? create.fault(path)
  const submit = async (): Promise<void> => {
    if (estate === undefined || has === undefined) {
      setMissing([
        ...(estate === undefined ? [fault('estateId', t.newAssembly.chooseEstate)] : []),
        ...(has === undefined ? [fault('hasCommittee', t.newAssembly.chooseHas)] : []),
      ])
      return
    }
    setMissing([])
    const outcome = await create.run({ input: { estateId: estate.id, name, hasCommittee: has === 'yes' } })
    if (outcome.kind === 'done') onMade((has === 'yes' ? t.assemblies.madeWith : t.assemblies.madeWithout)(name.trim()))
  }
  return (
    <FormDialog title={t.newAssembly.title} command={create} faults={missing} submit={t.submit} onSubmit={submit} onClose={onClose}>
      <p className="hint">{t.required}</p>
      <Field label={t.newAssembly.name} path="name" error={wrong('name')}>
        {(control) => <Input {...control} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <EstateChoice
        awaitingAssembly
        label={t.newAssembly.estate}
        search={t.newAssembly.find}
        nothing={t.newAssembly.noEstate}
        error={wrong('estateId')}
        chosen={estate}
        onChoose={setEstate}
      />
      <Choice
        legend={t.newAssembly.has}
        hint={t.newAssembly.hasHint}
        path="hasCommittee"
        error={wrong('hasCommittee')}
        options={[{ value: 'yes', label: t.assemblies.yes }, { value: 'no', label: t.assemblies.no }]}
        value={has}
        onChange={setHas}
      />
    </FormDialog>
  )
}
