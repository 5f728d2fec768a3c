import { Button, Input } from 'antd'
import type { ReactNode } from 'react'

import { terms } from '../../../shared/ballot/terms.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { words } from './messages.ts'
import type { MatterKind } from './notices.gql.ts'

/** A matter that the notice announces, as it is being written. `key` tells lines apart and goes nowhere. */
export interface Item {
  readonly key: string
  readonly kind: MatterKind
  readonly title: string
}

interface Props {
  readonly items: readonly Item[]
  readonly onChange: (items: readonly Item[]) => void
  readonly fault: (path: string) => string | undefined
}

/** The matters that a ballot notice announces. */
export function Agenda({ items, onChange, fault }: Props): ReactNode {
  const t = useMessages(words)
  const { kinds } = useMessages(terms)
  const put = (key: string, changed: Partial<Item>): void => onChange(items.map((one) => (one.key === key ? { ...one, ...changed } : one)))
  const whole = fault('agenda')
  return (
    <fieldset className="agenda" id="field-agenda" tabIndex={-1}>
      <legend>{t.agenda}</legend>
      <p className="hint">{t.agendaHint}</p>
      {whole !== undefined && <p className="error"><span aria-hidden="true">✕ </span>{whole}</p>}
      {items.map((item, index) => (
        <div key={item.key} className="agenda-item">
          <Field label={t.matterKind(index + 1)} path={`agenda.${index}.kind`} error={fault(`agenda.${index}.kind`)}>
            {(control) => (
              <select {...control} className="choice-list" value={item.kind} onChange={(event) => put(item.key, { kind: event.target.value as MatterKind })}>
                {Object.entries(kinds).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
              </select>
            )}
          </Field>
          <Field label={t.matterTitle(index + 1)} path={`agenda.${index}.title`} error={fault(`agenda.${index}.title`)}>
            {(control) => <Input {...control} value={item.title} onChange={(event) => put(item.key, { title: event.target.value })} />}
          </Field>
          <Button aria-label={t.removeMatter(index + 1)} onClick={() => onChange(items.filter((one) => one.key !== item.key))}>✕</Button>
        </div>
      ))}
      <Button onClick={() => onChange([...items, { key: crypto.randomUUID(), kind: 'RULES_OF_PROCEDURE', title: '' }])}>{t.addMatter}</Button>
    </fieldset>
  )
}
