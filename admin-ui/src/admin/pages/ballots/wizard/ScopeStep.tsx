import { Input } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'

import { useAsk } from '../../../../shared/asking.ts'
import { percent, written } from '../../../../shared/ballot/shares.ts'
import { area, count } from '../../../../shared/figures.ts'
import { joints, useMessages, useReading } from '../../../../shared/i18n.tsx'
import { Field, fieldId } from '../../../../shared/ui/Field.tsx'
import { Answered } from '../../../../shared/ui/States.tsx'
import { ScopeUnits } from '../wizard.gql.ts'
import type { StepProps } from '../WizardPage.tsx'
import { Foreseen } from './Foreseen.tsx'
import { words } from './messages.ts'
import { buildingsOf, chosenUnits, extentOf, pickedIn, totalsOf, withBuilding, withUnits, type Building, type Chosen, type Totals } from './scope.ts'
import { UnitPicker } from './UnitPicker.tsx'

/** Who votes: the whole estate, or buildings and units picked from the building table, with what is wrong with them. */
export function ScopeStep(props: StepProps): ReactNode {
  const { draft, change, fault, ballot, readiness, dirty } = props
  const t = useMessages(words)
  const asked = useAsk(ScopeUnits, { estateId: ballot.estate.id })
  const wrong = fault('scope')
  return (
    <>
      <p>{t.scopeHint}</p>
      <fieldset className="choice-set" id={fieldId('scope')} tabIndex={-1}>
        <legend>{t.steps.scope}</legend>
        {wrong !== undefined && <p className="error"><span aria-hidden="true">✕ </span>{wrong}</p>}
        <label><input type="radio" name="scope" checked={draft.wholeEstate} onChange={() => change({ wholeEstate: true })} /> <span>{t.whole}</span></label>
        <label><input type="radio" name="scope" checked={!draft.wholeEstate} onChange={() => change({ wholeEstate: false })} /> <span>{t.part}</span></label>
      </fieldset>
      {!draft.wholeEstate && (
        <Field label={t.reason} hint={t.reasonHint} path="scopeReason" error={draft.scopeReason === '' ? fault('scopeReason') : undefined}>
          {(control) => <Input.TextArea {...control} rows={2} maxLength={5000} value={draft.scopeReason} onChange={(event) => change({ scopeReason: event.target.value })} />}
        </Field>
      )}
      <Answered asked={asked}>
        {(data) => (
          <Picker
            data={data}
            chosen={draft.wholeEstate ? 'whole' : draft}
            onChange={(chosen) => change(chosen)}
          />
        )}
      </Answered>
      <section aria-labelledby="foresight">
        <h3 id="foresight">{t.foresight}</h3>
        {readiness === undefined ? <p className="hint">{t.foresightLater}</p> : (
          <>
            {dirty && <p className="warning-line"><span aria-hidden="true">⚠ </span>{t.stale}</p>}
            <Foreseen readiness={readiness} matters={draft.matters} />
          </>
        )}
      </section>
    </>
  )
}

interface PickerProps {
  readonly data: { readonly buildings: readonly { readonly id: string; readonly name: string }[]; readonly estateGrid: unknown; readonly estate: { readonly settings: { readonly areaKinds: readonly string[] } } | null }
  readonly chosen: Chosen | 'whole'
  readonly onChange: (chosen: Chosen) => void
}

function Picker({ data, chosen, onChange }: PickerProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const buildings = useMemo(() => buildingsOf(data.buildings, data.estateGrid), [data.buildings, data.estateGrid])
  const kinds = data.estate?.settings.areaKinds ?? []
  const [open, setOpen] = useState<string | null>(null)
  const totals = totalsOf(chosenUnits(buildings, chosen), kinds)
  return (
    <>
      <p role="status" className="running number"><strong>{t.running(count(totals.units), count(totals.counted), area(written(BigInt(totals.area)), language))}</strong></p>
      <table className="figures scope-table">
        <caption className="visually-hidden">{t.buildingTable}</caption>
        <thead>
          <tr>
            <th scope="col">{t.building}</th><th scope="col">{t.chosen}</th><th scope="col">{t.countedUnits}</th><th scope="col">{t.certifiedShare}</th><th scope="col">{t.problems}</th>
          </tr>
        </thead>
        <tbody>
          {buildings.map((building) => (
            <BuildingRow
              key={building.id} building={building} chosen={chosen} kinds={kinds} open={open === building.id}
              onOpen={() => setOpen(open === building.id ? null : building.id)} onChange={onChange}
            />
          ))}
        </tbody>
      </table>
    </>
  )
}

interface RowProps {
  readonly building: Building
  readonly chosen: Chosen | 'whole'
  readonly kinds: readonly string[]
  readonly open: boolean
  readonly onOpen: () => void
  readonly onChange: (chosen: Chosen) => void
}

function BuildingRow({ building, chosen, kinds, open, onOpen, onChange }: RowProps): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const whole = chosen === 'whole'
  const extent = whole ? 'all' : extentOf(building, chosen)
  const picked = whole ? building.units : building.units.filter((unit) => pickedIn(building, chosen).has(unit.id))
  // What is wrong is told of what is chosen, and as long as nothing is, of what would be.
  const totals = totalsOf(picked.length > 0 ? picked : building.units, kinds)
  return (
    <>
      <tr>
        <th scope="row">
          {whole ? building.name : (
            <label className="tick">
              <input
                type="checkbox"
                checked={extent === 'all'}
                ref={(box) => {
                  if (box) box.indeterminate = extent === 'some'
                }}
                onChange={(event) => onChange(withBuilding(building, chosen, event.target.checked))}
              />
              {building.name}
            </label>
          )}
          {!whole && building.units.length > 0 && (
            <button type="button" className="link" aria-expanded={open} aria-label={`${open ? t.closeUnits : t.chooseUnits}${j.colon}${building.name}`} onClick={onOpen}>{open ? t.closeUnits : t.chooseUnits}</button>
          )}
        </th>
        <td>{t.selected(count(picked.length), count(building.units.length))}</td>
        <td>{count(totals.counted)}<br />{area(written(BigInt(totals.area)), language)}</td>
        <td>
          {percent(BigInt(totals.certified), BigInt(totals.counted))}<br />{percent(BigInt(totals.certifiedArea), BigInt(totals.area))}
        </td>
        <td><Problems totals={totals} /></td>
      </tr>
      {open && !whole && (
        <tr>
          <td colSpan={5} className="unit-cell"><UnitPicker building={building} picked={pickedIn(building, chosen)} onPick={(ids, wanted) => onChange(withUnits(building, chosen, ids, wanted))} /></td>
        </tr>
      )}
    </>
  )
}

function Problems({ totals }: { totals: Totals }): ReactNode {
  const t = useMessages(words)
  const found = (['withoutOwner', 'uncountedParking', 'zeroAreas'] as const).filter((one) => totals[one] > 0)
  if (found.length === 0) return <span className="hint"><span aria-hidden="true">✓ </span>{t.noProblems}</span>
  return <ul className="problems">{found.map((one) => <li key={one}><span aria-hidden="true">⚠ </span>{t.problem[one](count(totals[one]))}</li>)}</ul>
}
