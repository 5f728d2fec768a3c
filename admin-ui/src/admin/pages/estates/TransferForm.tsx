import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { instantOf } from '../../../shared/beijing.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { newOwner, OwnersEditor, ownersInput, type TypedOwner } from '../../register/OwnersEditor.tsx'
import { LeaveDialog, useLeaving } from '../../ui/Leaving.tsx'
import { TransferTitle, type UnitDetailsQuery } from './unit.gql.ts'
import { unitWords } from './unit_messages.ts'

type Unit = NonNullable<UnitDetailsQuery['unit']>

interface Props {
  readonly unit: Unit
  readonly onDone: (said: string) => void
  readonly onCancel: () => void
}

/** A transfer of title as the register has it: who, since when, by which entry. */
export function TransferForm({ unit, onDone, onCancel }: Props): ReactNode {
  const t = useMessages(unitWords)
  const transfer = useCommand(TransferTitle)
  const [owners, setOwners] = useState<readonly TypedOwner[]>(() => [newOwner()])
  const [evidence, setEvidence] = useState('')
  const [effective, setEffective] = useState('')
  const [handedOver, setHandedOver] = useState(true)
  const written = JSON.stringify([ownersInput(owners), evidence, effective, handedOver])
  const [before] = useState(written)
  const leaving = useLeaving(written !== before, 'drawer')
  const present = unit.titles?.find((one) => one.endsAt === null)
  const standing = (unit.certifications ?? []).filter((one) => one.endedAt === null).length
  const submit = async (): Promise<void> => {
    const outcome = await transfer.run({
      input: {
        unitId: unit.id,
        presentTitleId: present?.id ?? null,
        owners: ownersInput(owners),
        evidence,
        effectiveAt: instantOf(effective),
        handedOver,
      },
    })
    if (outcome.kind === 'done') onDone(t.transferred(outcome.value.endedCertifications, outcome.value.corrections))
  }
  return (
    <form
      className="title-card"
      noValidate
      aria-label={t.transferTitle}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h4>{t.transferTitle}</h4>
      <CommandErrors of={transfer} />
      <p><strong>{present ? t.transferEffect(present.owners.map((one) => one.maskedName).join(t.and), standing) : t.transferNone}</strong></p>
      <p>{t.transferRolls}</p>
      <OwnersEditor owners={owners} onChange={setOwners} fault={transfer.fault} />
      <Field label={t.evidence} hint={t.evidenceHint} path="evidence" error={transfer.fault('evidence')}>
        {(control) => <input {...control} autoComplete="off" value={evidence} onChange={(event) => setEvidence(event.target.value)} />}
      </Field>
      <Field label={t.effectiveAt} hint={t.effectiveHint} path="effectiveAt" error={transfer.fault('effectiveAt')}>
        {(control) => <input {...control} type="datetime-local" value={effective} onChange={(event) => setEffective(event.target.value)} />}
      </Field>
      <div className="field">
        {transfer.fault('handedOver') !== undefined && <p className="error" id="field-handedOver-error"><span aria-hidden="true">✕ </span>{transfer.fault('handedOver')}</p>}
        <label className="tick">
          <input type="checkbox" id="field-handedOver" checked={handedOver} onChange={(event) => setHandedOver(event.target.checked)} />
          {t.handedOver}
        </label>
      </div>
      <div className="act-row">
        <Button type="submit" look="danger" busy={transfer.busy}>{t.transferAct}</Button>
        <Button onClick={() => leaving.before(onCancel)}>{t.cancel}</Button>
      </div>
      <LeaveDialog of={leaving} />
    </form>
  )
}
