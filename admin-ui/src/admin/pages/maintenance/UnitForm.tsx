import { useId, useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { instantOf, typedOf } from '../../../shared/beijing.ts'
import { joints, useMessages } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { newOwner, OwnersEditor, ownersInput, type TypedOwner } from '../../register/OwnersEditor.tsx'
import { terms } from '../../register/messages.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { LeaveDialog, useLeaving } from '../../ui/Leaving.tsx'
import { ChangeToEdit, PutUnit, UnitToChange, type ChangeShownFragment, type SetShownFragment } from './maintenance.gql.ts'
import { words } from './messages.ts'
import { EMPTY_UNIT, notNumbers, typedUnit, unitInput, type TypedUnit } from './unitTyped.ts'

/** Where a unit is, or is to be: its id, or its building in the register, or one that the set itself adds. */
export type UnitPlace =
  | { readonly unitId: string }
  | { readonly buildingId: string }
  | { readonly newBuilding: string }

interface Props {
  readonly set: SetShownFragment
  readonly building: { readonly name: string; readonly number: string }
  readonly place: UnitPlace
  /** The drafted addition that is edited, by its id; empty for a new one. */
  readonly draftedId: string
  readonly onPut: (room: string) => void
  readonly onClose: () => void
}

/** What a change to a set makes old beside what it answers: a form opened again begins with what is drafted now. */
export const DRAFTED: readonly string[] = ['Change', 'ChangeConnection']

/** 修改房屋信息, or a new unit: the guide's dialog, with the owners of the unit. */
export function UnitFormDrawer(props: Props): ReactNode {
  const t = useMessages(words)
  const { place, building, draftedId, onClose } = props
  return (
    <Drawer title={'unitId' in place || draftedId !== '' ? t.changeUnitTitle : t.addUnitTitle(building.name)} onClose={onClose}>
      {'unitId' in place ? <ChangedUnit {...props} unitId={place.unitId} />
        : draftedId !== '' ? <DraftedUnit {...props} place={place} />
          : <UnitForm {...props} given={EMPTY_UNIT} owners="" draftedOwners="" titleFrom={null} />}
    </Drawer>
  )
}

/** An addition that stands in the set, wherever in its list. */
function DraftedUnit(props: Props & { readonly place: Exclude<UnitPlace, { readonly unitId: string }> }): ReactNode {
  const t = useMessages(words)
  const { place } = props
  const at = 'buildingId' in place ? { buildingId: place.buildingId, newBuilding: null } : { buildingId: null, newBuilding: place.newBuilding }
  const asked = useAsk(ChangeToEdit, { setId: props.set.id, id: props.draftedId, ...at })
  return (
    <Answered asked={asked}>
      {({ changes }) => {
        const drafted = changes.nodes[0]
        if (!drafted?.content.after) return <Empty title={t.noChange} />
        return <UnitForm {...props} given={typedUnit(drafted.content.after)} owners="" draftedOwners={maskedOwners(drafted).join(t.and)} titleFrom={drafted.content.titleFrom} />
      }}
    </Answered>
  )
}

const maskedOwners = (change: ChangeShownFragment | null): readonly string[] => (change?.content.owners ?? []).map((one) => one.maskedName)

function ChangedUnit(props: Props & { readonly unitId: string }): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(UnitToChange, { setId: props.set.id, id: props.unitId })
  return (
    <Answered asked={asked}>
      {({ unit, changes }) => {
        if (unit === null) return <Empty title={t.notFound} />
        const drafted = changes.nodes[0] ?? null
        const present = unit.titles?.find((one) => one.endsAt === null)
        return (
          <UnitForm
            {...props}
            given={typedUnit(drafted?.content.after ?? unit)}
            owners={(present?.owners ?? []).map((one) => one.maskedName).join(t.and)}
            draftedOwners={maskedOwners(drafted).join(t.and)}
            titleFrom={drafted?.content.titleFrom ?? null}
          />
        )
      }}
    </Answered>
  )
}

interface FormProps extends Props {
  readonly given: TypedUnit
  /** Those in force, masked; empty where none is known. */
  readonly owners: string
  readonly draftedOwners: string
  readonly titleFrom: string | null
}

function UnitForm({ set, building, place, draftedId, given, owners, draftedOwners, titleFrom, onPut, onClose }: FormProps): ReactNode {
  const t = useMessages(words)
  const r = useMessages(terms)
  const put = useCommand(PutUnit, DRAFTED)
  const [typed, setTyped] = useState(given)
  const [entering, setEntering] = useState(owners === '' && draftedOwners === '' && 'unitId' in place)
  const [typedOwners, setTypedOwners] = useState<readonly TypedOwner[]>(() => [newOwner()])
  const [since, setSince] = useState(titleFrom === null ? '' : typedOf(titleFrom))
  const [own, setOwn] = useState<readonly Fault[]>([])
  const written = JSON.stringify([typed, ownersInput(typedOwners), since])
  const [before] = useState(written)
  const leaving = useLeaving(written !== before, 'drawer')
  const fault = (path: string): string | undefined => own.find((one) => one.path === path)?.message ?? (own.length > 0 ? undefined : put.fault(path))
  const submit = async (): Promise<void> => {
    const faults = notNumbers(typed, { floor: (field) => t.unsure(r[field]), area: t.unsureArea })
    setOwn(faults)
    if (faults.length > 0) return
    const outcome = await put.run({
      input: {
        changeSetId: set.id,
        unit: unitInput(typed),
        owners: entering ? ownersInput(typedOwners) : null,
        titleFrom: instantOf(since),
        unitId: 'unitId' in place ? place.unitId : null,
        buildingId: 'buildingId' in place ? place.buildingId : null,
        newBuilding: 'newBuilding' in place ? place.newBuilding : null,
        changeId: 'unitId' in place ? null : (draftedId || null),
      },
    })
    if (outcome.kind !== 'done') return
    leaving.saved()
    onPut(typed.room.trim())
  }
  return (
    <>
      <form
        className="unit-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {own.length > 0 ? <ErrorSummary title={t.correct(own.length)} faults={own} occasion={own} /> : <CommandErrors of={put} />}
        <Facts>
          <Fact name={r.estate}>{set.estate.name}</Fact>
          <Fact name={r.estateNumber}>{set.estate.number ?? '—'}</Fact>
          <Fact name={r.building}>{building.name}</Fact>
          <Fact name={r.buildingNumber}>{building.number || '—'}</Fact>
        </Facts>
        <UnitFieldsForm typed={typed} onChange={(changed) => setTyped({ ...typed, ...changed })} fault={fault} />
        <OwnersChoice owners={owners} drafted={draftedOwners} entering={entering} onChange={setEntering} />
        {entering && (
          <>
            <p className="hint">{t.enterOwnersHint}</p>
            <OwnersEditor owners={typedOwners} onChange={setTypedOwners} fault={fault} />
          </>
        )}
        {(entering || draftedOwners !== '') && (
          <Field label={t.titleFrom} hint={t.titleFromHint} path="titleFrom" error={fault('titleFrom')}>
            {(control) => <input {...control} type="datetime-local" value={since} onChange={(event) => setSince(event.target.value)} />}
          </Field>
        )}
        <div className="act-row">
          <Button type="submit" look="primary" busy={put.busy}>{t.ok}</Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </form>
      <LeaveDialog of={leaving} />
    </>
  )
}

interface FieldsProps {
  readonly typed: TypedUnit
  readonly onChange: (changed: Partial<TypedUnit>) => void
  readonly fault: (path: string) => string | undefined
}

type TextField = 'entrance' | 'floor' | 'floorFrom' | 'floorTo' | 'room' | 'layout'

function UnitFieldsForm({ typed, onChange, fault }: FieldsProps): ReactNode {
  const t = useMessages(words)
  const r = useMessages(terms)
  const j = useMessages(joints)
  const input = (field: TextField, label: string, hint?: string): ReactNode => (
    <Field label={label} path={`unit.${field}`} error={fault(`unit.${field}`)} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <input
          {...control}
          autoComplete="off"
          inputMode={field.startsWith('floor') ? 'numeric' : 'text'}
          value={typed[field]}
          onChange={(event) => onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <div className="unit-fields">
      {input('entrance', r.entrance, t.entranceHint)}
      {input('room', r.room)}
      {input('floor', r.floor)}
      {input('floorFrom', r.floorFrom)}
      {input('floorTo', r.floorTo)}
      {input('layout', r.layout, t.layoutHint)}
      <Field label={r.usageName} path="unit.usage" error={fault('unit.usage')}>
        {(control) => (
          <select {...control} value={typed.usage} onChange={(event) => onChange({ usage: event.target.value as TypedUnit['usage'] })}>
            {Object.entries(r.usage).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
          </select>
        )}
      </Field>
      <Field label={`${r.area}${j.aside(t.squareMetres)}`} path="unit.area" error={fault('unit.area')}>
        {(control) => <input {...control} autoComplete="off" inputMode="decimal" value={typed.area} onChange={(event) => onChange({ area: event.target.value })} />}
      </Field>
      <Field label={r.areaSourceName} path="unit.areaSource" error={fault('unit.areaSource')}>
        {(control) => (
          <select {...control} value={typed.areaSource} onChange={(event) => onChange({ areaSource: event.target.value as TypedUnit['areaSource'] })}>
            {Object.entries(r.areaSource).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
          </select>
        )}
      </Field>
      <div className="field" id="field-unit-developerStock" tabIndex={-1}>
        {fault('unit.developerStock') !== undefined && <p className="error"><span aria-hidden="true">✕ </span>{fault('unit.developerStock')}</p>}
        <label className="tick"><input type="checkbox" checked={typed.developerStock} onChange={(event) => onChange({ developerStock: event.target.checked })} />{r.developerStock}</label>
        <label className="tick"><input type="checkbox" checked={typed.delivered} onChange={(event) => onChange({ delivered: event.target.checked })} />{r.delivered}</label>
      </div>
    </div>
  )
}

interface ChoiceProps {
  readonly owners: string
  readonly drafted: string
  readonly entering: boolean
  readonly onChange: (entering: boolean) => void
}

function OwnersChoice({ owners, drafted, entering, onChange }: ChoiceProps): ReactNode {
  const t = useMessages(words)
  const name = useId()
  const kept = drafted !== '' ? t.keepDrafted(drafted) : owners !== '' ? t.keepOwners(owners) : t.keepNone
  return (
    <fieldset className="field">
      <legend>{t.ownersTitle}</legend>
      <label className="tick"><input type="radio" name={name} checked={!entering} onChange={() => onChange(false)} />{kept}</label>
      <label className="tick"><input type="radio" name={name} checked={entering} onChange={() => onChange(true)} />{t.enterOwners}</label>
    </fieldset>
  )
}
