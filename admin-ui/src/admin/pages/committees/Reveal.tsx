import { Button } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand, type Success } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Dialog } from '../../../shared/ui/Dialog.tsx'
import { useMinute } from '../../ui/ForAMinute.tsx'
import { RevealMember, type BodyMemberFragment, type RevealMemberMutation } from './committees.gql.ts'
import { FormDialog } from './FormDialog.tsx'
import { words } from './messages.ts'
import { Reason } from './ReasonDialogs.tsx'

type Shown = Success<RevealMemberMutation>

interface Props {
  readonly member: BodyMemberFragment
  readonly onClose: () => void
  readonly onOver: (said: string) => void
}

/** A member in full, against a reason, for a minute. What was shown lives in this dialog alone and goes with it. */
export function Reveal({ member, onClose, onOver }: Props): ReactNode {
  const t = useMessages(words).reveal
  const command = useCommand(RevealMember)
  const [reason, setReason] = useState('')
  const [shown, setShown] = useState<Shown>()
  const submit = async (): Promise<void> => {
    const outcome = await command.run({ input: { memberId: member.id, reason } })
    if (outcome.kind === 'done') setShown(outcome.value)
  }
  if (shown) return <InFull of={shown} title={t.title(member.maskedName)} onClose={onClose} onOver={() => onOver(t.over)} />
  return (
    <FormDialog title={t.title(member.maskedName)} command={command} submit={t.submit} onSubmit={submit} onClose={onClose}>
      <p>{t.about}</p>
      <Reason of={command} reason={reason} onChange={setReason} />
    </FormDialog>
  )
}

function InFull({ of, title, onClose, onOver }: { of: Shown; title: string; onClose: () => void; onOver: () => void }): ReactNode {
  const t = useMessages(words)
  const left = useMinute(onOver)
  const facts = [[t.body.name, of.name], [t.body.contact, of.phone], [t.body.document, of.documentNumber], [t.person.address, of.address]] as const
  return (
    <Dialog title={title} onClose={onClose}>
      <dl className="facts">
        {facts.map(([name, value]) => <FactLine key={name} name={name}>{value ?? t.body.none}</FactLine>)}
      </dl>
      <p className="chosen said-below">
        <Button type="primary" onClick={onClose}>{t.reveal.hide}</Button>
        <span className="quiet">{t.reveal.left(left)}</span>
      </p>
    </Dialog>
  )
}

export const FactLine = ({ name, children }: { name: string; children: ReactNode }): ReactNode => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)
