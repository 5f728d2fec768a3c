import './tickets.css'

import { useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { PhotoPicker } from '../../../shared/photos/PhotoPicker.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { PARTS, terms, type CommonPartName } from '../../../shared/tickets/terms.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Field, fieldId } from '../../../shared/ui/Field.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { useDraft } from './draft.ts'
import { words } from './messages.ts'
import { BuildingsToFileFor, FileTicket, UnitsToFileFor, type UnitsToFileForQuery } from './tickets.gql.ts'
import { MOST_PHOTOS, useNewPhotos } from './useTicketPhotos.ts'

/** The server's own least; said here with the rest, so that nobody is sent back twice. */
const LEAST_WORDS = 5

type Unit = UnitsToFileForQuery['myCertifications']['nodes'][number]['unit']

/** Files a complaint or a repair, on one page: what, where, in which words, with which photos. */
export default function FilePage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.file)
  const asked = useAsk(UnitsToFileFor, {})
  return (
    <>
      <Back to="/tickets">{t.all}</Back>
      <h1 tabIndex={-1}>{t.file}</h1>
      <Answered asked={asked}>
        {({ myCertifications }) => {
          const units = myCertifications.nodes.filter((one) => one.endedAt === null).map((one) => one.unit)
          if (units.length > 0) return <Filing units={units} />
          return (
            <Empty title={t.noUnit}>
              <p>{t.noUnitHint}</p>
              <Link className="button primary" href="/certify">{t.certify}</Link>
            </Empty>
          )
        }}
      </Answered>
    </>
  )
}

function Filing({ units }: { units: readonly Unit[] }): ReactNode {
  const t = useMessages(words)
  const names = useMessages(terms)
  const [, go] = useLocation()
  const { draft, write, leave } = useDraft()
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const unit = units.find((one) => one.id === draft.unitId) ?? units[0]!
  const [tray, forgetPhotos] = useNewPhotos('ticket', unit.estateId)
  const command = useCommand(FileTicket)
  const mended: Readonly<Record<string, boolean>> = { kind: draft.kind !== null, where: draft.common !== null, part: draft.part !== null }
  const wrong = (path: string): string | undefined => (mended[path] ? undefined : (faults.find((one) => one.path === path)?.message ?? command.fault(path)))

  const over = (): void => {
    leave()
    forgetPhotos()
  }
  const submit = async (): Promise<void> => {
    command.clear()
    setFaults([])
    const photoIds = await tray.settle()
    const { kind, common, part } = draft
    const found = [
      ...(kind === null ? [{ path: 'kind', message: t.kindMissing }] : []),
      ...(common === null ? [{ path: 'where', message: t.whereMissing }] : []),
      ...(common === true && part === null ? [{ path: 'part', message: t.partMissing }] : []),
      ...(draft.words.trim().length < LEAST_WORDS ? [{ path: 'words', message: t.wordsMissing }] : []),
      ...(photoIds === null ? [{ path: 'photoIds', message: t.photosNotAll }] : []),
    ]
    setFaults(found)
    if (found.length > 0 || kind === null || photoIds === null) return
    const outcome = await command.run({ input: {
      unitId: unit.id, kind, words: draft.words, clientKey: draft.key, photoIds, placeNote: draft.placeNote,
      part: common === true ? part : null, buildingId: common === true && draft.buildingId !== '' ? draft.buildingId : null,
    } })
    if (outcome.kind !== 'done') return
    over()
    go(`/tickets/${outcome.value.ticket.id}`, { replace: true, state: { filed: true } })
  }

  return (
    <form noValidate className="filing" onSubmit={(event) => event.preventDefault()}>
      {faults.length > 0 ? <ErrorSummary title={t.pleaseCorrect(faults.length)} faults={faults} occasion={faults} /> : <CommandErrors of={command} />}
      {command.refusal?.__typename === 'KeyAlreadyUsed' && (
        <div className="note">
          <p>{t.usedBefore}</p>
          <Link className="button" href="/tickets" onClick={over}>{t.toList}</Link>
        </div>
      )}
      <p className="note warning"><span aria-hidden="true">⚠ </span>{t.urgent}</p>
      <Choice
        path="kind"
        legend={t.kind}
        error={wrong('kind')}
        chosen={draft.kind}
        options={[{ value: 'REPAIR', label: names.kinds.REPAIR, hint: t.kindHints.REPAIR }, { value: 'COMPLAINT', label: names.kinds.COMPLAINT, hint: t.kindHints.COMPLAINT }]}
        onChoose={(kind) => write({ kind })}
      />
      {units.length > 1 && (
        <Field label={t.unit} path="unitId" error={wrong('unitId')}>
          {(control) => (
            <select {...control} value={unit.id} onChange={(event) => write({ unitId: event.target.value, buildingId: '' })}>
              {units.map((one) => <option key={one.id} value={one.id}>{one.estateName} {one.buildingName} {names.entrance(one.entrance, one.room)}</option>)}
            </select>
          )}
        </Field>
      )}
      <Choice
        path="where"
        legend={t.where}
        error={wrong('where')}
        chosen={draft.common}
        options={[
          { value: false, label: t.own, hint: units.length > 1 ? t.ownHint : `${unit.buildingName} ${names.entrance(unit.entrance, unit.room)}` },
          { value: true, label: t.common, hint: t.commonHint },
        ]}
        onChoose={(common) => write({ common })}
      />
      {draft.common === true && <CommonPlace estateId={unit.estateId} error={wrong} />}
      <Field label={t.placeNote} hint={t.placeNoteHint} path="placeNote" error={wrong('placeNote')}>
        {(control) => <input {...control} autoComplete="off" maxLength={100} value={draft.placeNote} onChange={(event) => write({ placeNote: event.target.value })} />}
      </Field>
      <Field label={t.words} hint={t.wordsHint} path="words" error={wrong('words')}>
        {(control) => <textarea {...control} rows={4} maxLength={1000} value={draft.words} onChange={(event) => write({ words: event.target.value })} />}
      </Field>
      <PhotoPicker tray={tray} label={t.photos} hint={t.photosHint} most={MOST_PHOTOS} path="photoIds" error={wrong('photoIds')} />
      <Button look="primary" className="wide" onClick={submit}>{t.submit}</Button>
    </form>
  )
}

function CommonPlace({ estateId, error }: { estateId: string; error: (path: string) => string | undefined }): ReactNode {
  const t = useMessages(words)
  const names = useMessages(terms)
  const { draft, write } = useDraft()
  const asked = useAsk(BuildingsToFileFor, { estateId })
  return (
    <>
      <Field label={t.part} path="part" error={error('part')}>
        {(control) => (
          <select {...control} value={draft.part ?? ''} onChange={(event) => write({ part: (event.target.value || null) as CommonPartName | null })}>
            <option value="">{t.choose}</option>
            {PARTS.map((one) => <option key={one} value={one}>{names.parts[one]}</option>)}
          </select>
        )}
      </Field>
      <Answered asked={asked}>
        {({ certifiableBuildings }) => (
          <Field label={t.building} path="buildingId" error={error('buildingId')}>
            {(control) => (
              <select {...control} value={draft.buildingId} onChange={(event) => write({ buildingId: event.target.value })}>
                <option value="">{t.wholeEstate}</option>
                {certifiableBuildings.nodes.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
              </select>
            )}
          </Field>
        )}
      </Answered>
    </>
  )
}

interface ChoiceProps<Value> {
  readonly path: string
  readonly legend: string
  readonly error: string | undefined
  readonly chosen: Value | null
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint: string }[]
  readonly onChoose: (value: Value) => void
}

/** One of few, each a large target with a word about it. */
function Choice<Value extends string | boolean>({ path, legend, error, chosen, options, onChoose }: ChoiceProps<Value>): ReactNode {
  const id = fieldId(path)
  return (
    <fieldset className={error === undefined ? 'field' : 'field wrong'} id={id} tabIndex={-1} aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend>{legend}</legend>
      {error !== undefined && <p className="error" id={`${id}-error`}><span aria-hidden="true">✕ </span>{error}</p>}
      <div className="options">
        {options.map(({ value, label, hint }) => (
          <label key={String(value)} className={value === chosen ? 'pick picked' : 'pick'}>
            <input type="radio" name={path} checked={value === chosen} onChange={() => onChoose(value)} />
            <span className="label">{label}<span className="hint line">{hint}</span></span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
