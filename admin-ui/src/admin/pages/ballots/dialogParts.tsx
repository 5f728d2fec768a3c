import { Button, Input } from 'antd'
import type { ReactNode } from 'react'

import { useMessages } from '../../../shared/i18n.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { words } from './ballotMessages.ts'

interface ReasonProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: string | undefined
  readonly hint?: string
}

/** Why somebody does what cannot be undone. */
export function Reason({ value, onChange, error, hint }: ReasonProps): ReactNode {
  const t = useMessages(words)
  return (
    <Field label={t.reason} hint={hint ?? t.reasonHint} path="reason" error={error}>
      {(control) => <Input.TextArea {...control} rows={3} maxLength={1000} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly (readonly [string, ReactNode])[]
}

/** One of a few, as native radio buttons: they work in a modal dialog and by keyboard everywhere. */
export function Choice({ label, name, value, onChange, options }: ChoiceProps): ReactNode {
  return (
    <fieldset className="choice-set">
      <legend>{label}</legend>
      {options.map(([key, words]) => (
        <label key={key}><input type="radio" name={name} checked={key === value} onChange={() => onChange(key)} /> <span>{words}</span></label>
      ))}
    </fieldset>
  )
}

interface EndProps {
  readonly submit: string
  readonly busy: boolean
  readonly danger?: boolean
  readonly onSubmit: () => unknown
  readonly onClose: () => void
}

export function DialogEnd({ submit, busy, danger = false, onSubmit, onClose }: EndProps): ReactNode {
  const t = useMessages(words)
  return (
    <div className="buttons end">
      <Button onClick={onClose}>{t.cancel}</Button>
      <Button type="primary" danger={danger} aria-busy={busy || undefined} onClick={() => void onSubmit()}>{submit}</Button>
    </div>
  )
}
