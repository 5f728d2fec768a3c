import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { ageOf, fault, holdsAccount, nobody, personOf, type Position } from './checks.ts'
import { AddMember, ReplaceMember, type BodyMemberFragment } from './committees.gql.ts'
import { FormDialog } from './FormDialog.tsx'
import { words } from './messages.ts'
import { PersonFields } from './PersonFields.tsx'
import { Reason, type BodyWithPeople } from './ReasonDialogs.tsx'

interface Props {
  readonly body: BodyWithPeople
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

const firstPosition = (body: BodyWithPeople): Position =>
  body.kind === 'COMMITTEE' && !body.members.some((one) => one.leftAt === null && one.position === 'CHAIR') ? 'CHAIR' : 'MEMBER'

/** 新增成员. The first of a committee is taken for its chair, those after for members; the clerk may say otherwise. Who
 * joins a company beside its contact is one of its people on the spot. */
export function Add({ body, onClose, onDone }: Props): ReactNode {
  const t = useMessages(words)
  const command = useCommand(AddMember)
  const [person, setPerson] = useState(nobody(firstPosition(body)))
  const [missing, setMissing] = useState<readonly Fault[]>([])
  const submit = async (): Promise<void> => {
    const found = ageOf(person.age) === undefined ? [fault('member.age', t.person.ageIsNumber)] : []
    setMissing(found)
    if (found.length > 0) return
    const outcome = await command.run({ input: { organizerId: body.id, member: personOf(person) } })
    if (outcome.kind === 'done') onDone(t.member.added(outcome.value.member.maskedName))
  }
  return (
    <FormDialog title={t.member.addTitle(body.name)} command={command} faults={missing} submit={t.confirm} onSubmit={submit} onClose={onClose}>
      <p className="hint">{t.required}</p>
      <PersonFields
        path="member"
        label={t.person.name}
        kind={body.kind}
        person={person}
        fault={(path) => missing.find((one) => one.path === path)?.message ?? command.fault(path)}
        onChange={setPerson}
      />
    </FormDialog>
  )
}

/** 更换成员: who leaves and why, and who takes the place. */
export function Replace({ body, member, onClose, onDone }: Props & { readonly member: BodyMemberFragment }): ReactNode {
  const t = useMessages(words)
  const command = useCommand(ReplaceMember)
  const [reason, setReason] = useState('')
  const [successor, setSuccessor] = useState(nobody(member.position as Position))
  const [missing, setMissing] = useState<readonly Fault[]>([])
  const submit = async (): Promise<void> => {
    const found = ageOf(successor.age) === undefined ? [fault('successor.age', t.person.ageIsNumber)] : []
    setMissing(found)
    if (found.length > 0) return
    const outcome = await command.run({ input: { memberId: member.id, reason, successor: personOf(successor) } })
    if (outcome.kind === 'done') onDone(t.member.replaced(outcome.value.member.maskedName))
  }
  return (
    <FormDialog
      title={t.member.replaceTitle(member.maskedName)} command={command} faults={missing} submit={t.member.doReplace} danger
      onSubmit={submit} onClose={onClose}
    >
      <p><strong>{t.member.replaceEffect(member.maskedName, holdsAccount(member))}</strong></p>
      <Reason of={command} reason={reason} onChange={setReason} />
      <h3>{t.member.successor}</h3>
      <p className="hint">{t.required}</p>
      <PersonFields
        path="successor"
        label={t.person.name}
        kind={body.kind}
        person={successor}
        fault={(path) => missing.find((one) => one.path === path)?.message ?? command.fault(path)}
        onChange={setSuccessor}
      />
    </FormDialog>
  )
}
