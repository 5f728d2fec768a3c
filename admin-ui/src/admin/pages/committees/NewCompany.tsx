import { Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { Field } from '../../../shared/ui/Field.tsx'
import { ageOf, fault, nobody, personOf } from './checks.ts'
import { RegisterPropertyCompany } from './committees.gql.ts'
import { EstateChoice, type Chosen } from './EstateChoice.tsx'
import { FormDialog } from './FormDialog.tsx'
import { words } from './messages.ts'
import { PersonFields } from './PersonFields.tsx'

interface Props {
  readonly onClose: () => void
  readonly onMade: (said: string) => void
}

/** 登记物业公司: which estate it serves, by which code it is known, and whom one speaks to. */
export function NewCompany({ onClose, onMade }: Props): ReactNode {
  const all = useMessages(words)
  const t = all.newCompany
  const create = useCommand(RegisterPropertyCompany)
  const [estate, setEstate] = useState<Chosen>()
  const [typed, setTyped] = useState({ name: '', code: '', termStartsOn: '', termEndsOn: '' })
  const [contact, setContact] = useState(nobody('CONTACT'))
  const [missing, setMissing] = useState<readonly Fault[]>([])
  const wrong = (path: string): string | undefined => missing.find((one) => one.path === path)?.message ?? create.fault(path)
  const submit = async (): Promise<void> => {
    const found = [
      ...(estate === undefined ? [fault('estateId', all.newAssembly.chooseEstate)] : []),
      ...(typed.termStartsOn === '' ? [fault('termStartsOn', all.newCommittee.chooseStart)] : []),
      ...(ageOf(contact.age) === undefined ? [fault('contact.age', all.person.ageIsNumber)] : []),
    ]
    setMissing(found)
    if (estate === undefined || found.length > 0) return
    const outcome = await create.run({ input: { ...typed, termEndsOn: typed.termEndsOn || null, estateId: estate.id, contact: personOf(contact) } })
    if (outcome.kind === 'done') onMade(t.made(typed.name.trim()))
  }
  return (
    <FormDialog title={t.title} command={create} faults={missing} submit={all.confirm} onSubmit={submit} onClose={onClose}>
      <p className="hint">{all.required}</p>
      <EstateChoice
        awaitingAssembly={false}
        label={t.estate}
        search={t.estateFind}
        nothing={t.noEstate}
        error={wrong('estateId')}
        chosen={estate}
        onChoose={setEstate}
      />
      <Field label={t.name} path="name" error={wrong('name')}>
        {(control) => <Input {...control} autoComplete="off" value={typed.name} onChange={(event) => setTyped({ ...typed, name: event.target.value })} />}
      </Field>
      <Field label={t.code} path="code" error={wrong('code')}>
        {(control) => <Input {...control} autoComplete="off" maxLength={18} value={typed.code} onChange={(event) => setTyped({ ...typed, code: event.target.value })} />}
      </Field>
      <Field label={t.starts} path="termStartsOn" error={wrong('termStartsOn')}>
        {(control) => <Input {...control} type="date" value={typed.termStartsOn} onChange={(event) => setTyped({ ...typed, termStartsOn: event.target.value })} />}
      </Field>
      <Field label={t.ends} path="termEndsOn" error={wrong('termEndsOn')}>
        {(control) => <Input {...control} type="date" value={typed.termEndsOn} onChange={(event) => setTyped({ ...typed, termEndsOn: event.target.value })} />}
      </Field>
      <PersonFields path="contact" kind="PROPERTY_COMPANY" label={t.contact} person={contact} fault={wrong} onChange={setContact} />
    </FormDialog>
  )
}
