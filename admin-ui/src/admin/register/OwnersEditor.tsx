import './register.css'

import { useId, type ReactNode } from 'react'

import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { Field, fieldId } from '../../shared/ui/Field.tsx'
import { terms } from './messages.ts'

export const DOCUMENT_KINDS = ['ID_CARD', 'PASSPORT', 'OFFICER_CARD', 'RESIDENCE_PERMIT', 'PERMANENT_RESIDENCE', 'ORGANISATION_CODE', 'OTHER'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** An owner as typed; `key` tells the lines apart while they are added and removed. */
export interface TypedOwner {
  readonly key: number
  readonly name: string
  readonly documentKind: DocumentKind
  readonly documentNumber: string
  readonly share: string
}

let next = 0
export const newOwner = (): TypedOwner => ({ key: (next += 1), name: '', documentKind: 'ID_CARD', documentNumber: '', share: '' })

/** As the API takes them. */
export const ownersInput = (typed: readonly TypedOwner[]): { name: string; documentKind: DocumentKind; documentNumber: string; share: string | null }[] =>
  typed.map(({ name, documentKind, documentNumber, share }) => ({ name, documentKind, documentNumber, share: share.trim() || null }))

interface Props {
  readonly owners: readonly TypedOwner[]
  readonly onChange: (owners: readonly TypedOwner[]) => void
  readonly fault: (path: string) => string | undefined
  /** Where they stand in the input. */
  readonly path?: string
  /** How many there must be. */
  readonly least?: number
}

/** The owners of a unit, one line each with the document that tells them from everybody else (产权人信息). */
export function OwnersEditor({ owners, onChange, fault, path = 'owners', least = 1 }: Props): ReactNode {
  const t = useMessages(terms)
  const change = (place: number, changed: Partial<TypedOwner>): void =>
    onChange(owners.map((one, at) => (at === place ? { ...one, ...changed } : one)))
  return (
    <div className="owners-editor" id={fieldId(path)} tabIndex={-1}>
      {fault(path) !== undefined && <p className="error"><span aria-hidden="true">✕ </span>{fault(path)}</p>}
      {owners.map((one, place) => (
        <OwnerLine
          key={one.key}
          owner={one}
          place={place}
          path={path}
          fault={fault}
          onChange={(changed) => change(place, changed)}
          onRemove={owners.length > least ? () => onChange(owners.filter((_, at) => at !== place)) : null}
        />
      ))}
      <div><Button onClick={() => onChange([...owners, newOwner()])}>{t.addOwner}</Button></div>
    </div>
  )
}

interface LineProps {
  readonly owner: TypedOwner
  readonly place: number
  readonly path: string
  readonly fault: (path: string) => string | undefined
  readonly onChange: (changed: Partial<TypedOwner>) => void
  readonly onRemove: (() => void) | null
}

function OwnerLine({ owner, place, path, fault, onChange, onRemove }: LineProps): ReactNode {
  const t = useMessages(terms)
  const legend = useId()
  const at = `${path}.${place}`
  return (
    <fieldset className="owner-line" aria-labelledby={legend}>
      <p className="owner-head"><strong id={legend}>{t.owner(place + 1)}</strong>{onRemove && <Button look="link" onClick={onRemove}>{t.removeOwner(place + 1)}</Button>}</p>
      <Field label={t.name} path={`${at}.name`} error={fault(`${at}.name`)}>
        {(control) => <input {...control} autoComplete="off" value={owner.name} onChange={(event) => onChange({ name: event.target.value })} />}
      </Field>
      <Field label={t.document} path={`${at}.documentKind`} error={fault(`${at}.documentKind`)}>
        {(control) => (
          <select {...control} value={owner.documentKind} onChange={(event) => onChange({ documentKind: event.target.value as DocumentKind })}>
            {DOCUMENT_KINDS.map((kind) => <option key={kind} value={kind}>{t.documentKind[kind]}</option>)}
          </select>
        )}
      </Field>
      <Field label={t.number} path={`${at}.documentNumber`} error={fault(`${at}.documentNumber`)}>
        {(control) => <input {...control} autoComplete="off" value={owner.documentNumber} onChange={(event) => onChange({ documentNumber: event.target.value })} />}
      </Field>
      <Field label={t.share} path={`${at}.share`} error={fault(`${at}.share`)}>
        {(control) => <input {...control} autoComplete="off" placeholder={t.shareHint} value={owner.share} onChange={(event) => onChange({ share: event.target.value })} />}
      </Field>
    </fieldset>
  )
}
