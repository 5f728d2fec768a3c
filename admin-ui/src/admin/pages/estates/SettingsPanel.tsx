import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { useAllowed } from '../../ui/allowed.ts'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { LeaveDialog, useLeaving } from '../../ui/Leaving.tsx'
import { ChangeEstateSettings, type ChangeEstateSettingsMutationVariables } from './estate.gql.ts'
import { estateWords } from './estate_messages.ts'
import type { Estate } from './EstatePage.tsx'

type Settings = Omit<ChangeEstateSettingsMutationVariables['input'], 'estateId' | 'reason'>

const COUNTABLE = ['HOME', 'SHOP', 'OFFICE', 'PARKING', 'STORAGE'] as const

/** How the estate's ballots are counted, and changing that on the owners' own decision. */
export function SettingsPanel({ estate, onChanged }: { estate: Estate; onChanged: () => void }): ReactNode {
  const t = useMessages(estateWords)
  const { maintainRegister } = useAllowed()
  const [changing, setChanging] = useState(false)
  const [saved, setSaved] = useState(false)
  const { settings } = estate
  return (
    <section className="sheet" aria-labelledby="settings">
      <h2 id="settings">{t.settings}</h2>
      <p className="hint">{t.settingsHint}</p>
      {changing ? (
        <SettingsForm
          estate={estate}
          onSaved={() => {
            setChanging(false)
            setSaved(true)
            onChanged()
          }}
          onCancel={() => setChanging(false)}
        />
      ) : (
        <>
          <Facts>
            <Fact name={t.coOwner}>{t.coOwners[settings.coOwner]}</Fact>
            <Fact name={t.silent}>{t.silents[settings.silent]}</Fact>
            <Fact name={t.rank}>{t.ranks[settings.electionRank]}</Fact>
            <Fact name={t.kinds}>{settings.areaKinds.map((kind) => t.usages[kind]).join(t.listSeparator)}</Fact>
          </Facts>
          {maintainRegister && <div className="act-row"><Button onClick={() => setChanging(true)}>{t.change}</Button></div>}
        </>
      )}
      <p role="status">{saved && !changing && t.settingsSaved}</p>
    </section>
  )
}

function SettingsForm({ estate, onSaved, onCancel }: { estate: Estate; onSaved: () => void; onCancel: () => void }): ReactNode {
  const t = useMessages(estateWords)
  const command = useCommand(ChangeEstateSettings)
  const [given, setGiven] = useState<Settings>({ ...estate.settings, areaKinds: [...estate.settings.areaKinds] })
  const [reason, setReason] = useState('')
  const written = JSON.stringify([given, reason])
  const [before] = useState(written)
  const leaving = useLeaving(written !== before)
  const submit = async (): Promise<void> => {
    const { coOwner, silent, electionRank, areaKinds } = given
    const outcome = await command.run({ input: { estateId: estate.id, coOwner, silent, electionRank, areaKinds, reason } })
    if (outcome.kind === 'done') onSaved()
  }
  const kinds: readonly string[] = [given.areaKinds].flat()
  return (
    <form
      className="settings-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <CommandErrors of={command} />
      <Choice label={t.coOwner} path="coOwner" names={t.coOwners} value={given.coOwner} onChange={(coOwner) => setGiven({ ...given, coOwner })} />
      <Choice label={t.silent} path="silent" names={t.silents} value={given.silent} onChange={(silent) => setGiven({ ...given, silent })} />
      <Choice label={t.rank} path="electionRank" names={t.ranks} value={given.electionRank} onChange={(electionRank) => setGiven({ ...given, electionRank })} />
      <fieldset className="field" id="field-areaKinds" tabIndex={-1}>
        <legend>{t.kinds}</legend>
        <p className="hint">{t.neverCounted}</p>
        {command.fault('areaKinds') !== undefined && <p className="error"><span aria-hidden="true">✕ </span>{command.fault('areaKinds')}</p>}
        <div className="act-row">
          {COUNTABLE.map((kind) => (
            <label key={kind} className="tick">
              <input
                type="checkbox"
                checked={kinds.includes(kind)}
                onChange={(event) => setGiven({ ...given, areaKinds: COUNTABLE.filter((one) => (one === kind ? event.target.checked : kinds.includes(one))) })}
              />
              {t.usages[kind]}
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={t.settingsReason} hint={t.settingsReasonHint} path="reason" error={command.fault('reason')}>
        {(control) => <textarea {...control} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <p>{t.settingsEffect}</p>
      <div className="act-row">
        <Button type="submit" look="primary" busy={command.busy}>{t.save}</Button>
        <Button onClick={() => leaving.before(onCancel)}>{t.cancel}</Button>
      </div>
      <LeaveDialog of={leaving} />
    </form>
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly path: string
  readonly names: Readonly<Record<Value, string>>
  readonly value: Value
  readonly onChange: (value: Value) => void
}

function Choice<Value extends string>({ label, path, names, value, onChange }: ChoiceProps<Value>): ReactNode {
  return (
    <Field label={label} path={path}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {(Object.keys(names) as Value[]).map((one) => <option key={one} value={one}>{names[one]}</option>)}
        </select>
      )}
    </Field>
  )
}
