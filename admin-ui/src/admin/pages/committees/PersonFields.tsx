import { Input } from 'antd'
import type { ReactNode } from 'react'

import { useMessages } from '../../../shared/i18n.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { POSITIONS, type Position, type Sex, type Typed } from './checks.ts'
import type { OrganizerKind } from './committees.gql.ts'
import { words } from './messages.ts'

interface Props {
  /** Where the person stands in the input: `leader`, `member`, `successor` or `contact`. */
  readonly path: string
  /** What the name is called: 筹备组长, 姓名, 联系人. */
  readonly label: string
  /** Of which kind of body: a company's people are known by name and phone. */
  readonly kind: OrganizerKind
  readonly person: Typed
  readonly fault: (path: string) => string | undefined
  readonly onChange: (person: Typed) => void
}

const SEXES: readonly Sex[] = ['MALE', 'FEMALE']

/** A person in the order of the guide's dialog. What must be stated depends on the body: of a group's leader everything
 * but the age, of a committee's member the identity card, of a company's people name and phone. */
export function PersonFields({ path, label, kind, person, fault, onChange }: Props): ReactNode {
  const t = useMessages(words).person
  const marked = (text: string, asked: boolean): string => (asked ? `${text}*` : text)
  const everything = person.position === 'LEADER'
  const text = (field: 'name' | 'employer' | 'age' | 'documentNumber' | 'address' | 'phone', title: string, extra: object = {}): ReactNode => (
    <Field label={title} path={`${path}.${field}`} error={fault(`${path}.${field}`)} {...(field === 'phone' ? { hint: t.phoneHint } : {})}>
      {(control) => (
        <Input {...control} {...extra} autoComplete="off" spellCheck={false} value={person[field]} onChange={(event) => onChange({ ...person, [field]: event.target.value })} />
      )}
    </Field>
  )
  return (
    <>
      {kind === 'COMMITTEE' && (
        <Field label={t.position} path={`${path}.position`} error={fault(`${path}.position`)}>
          {(control) => (
            <select {...control} value={person.position} onChange={(event) => onChange({ ...person, position: event.target.value as Position })}>
              {POSITIONS.map((one) => <option key={one} value={one}>{t.positions[one]}</option>)}
            </select>
          )}
        </Field>
      )}
      {text('name', label)}
      <Choice
        legend={marked(t.sex, everything)}
        path={`${path}.sex`}
        error={fault(`${path}.sex`)}
        options={SEXES.map((one) => ({ value: one, label: t.sexes[one] }))}
        value={person.sex}
        onChange={(sex) => onChange({ ...person, sex })}
      />
      {text('employer', marked(t.employer, everything))}
      {text('age', t.age, { inputMode: 'numeric', maxLength: 3 })}
      {text('documentNumber', marked(t.document, kind !== 'PROPERTY_COMPANY'), { maxLength: 18 })}
      {text('address', marked(t.address, everything))}
      {text('phone', t.phone, { inputMode: 'tel' })}
    </>
  )
}

interface ChoiceProps<Value extends string> {
  readonly legend: string
  readonly hint?: string
  readonly path: string
  readonly error: string | undefined
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value | undefined
  readonly onChange: (value: Value) => void
}

/** One of a few, side by side, nothing chosen beforehand. */
export function Choice<Value extends string>({ legend, hint, path, error, options, value, onChange }: ChoiceProps<Value>): ReactNode {
  const id = `field-${path.replaceAll('.', '-')}`
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset className={error === undefined ? 'field choice-field' : 'field choice-field wrong'} aria-describedby={described || undefined}>
      <legend>{legend}</legend>
      {hint !== undefined && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {error !== undefined && <p className="error" id={`${id}-error`}><span aria-hidden="true">✕ </span>{error}</p>}
      <div className="side-by-side">
        {options.map((one, place) => (
          <label key={one.value}>
            <input
              type="radio"
              name={id}
              {...(place === 0 ? { id } : {})}
              checked={value === one.value}
              onChange={() => onChange(one.value)}
            />
            {one.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
