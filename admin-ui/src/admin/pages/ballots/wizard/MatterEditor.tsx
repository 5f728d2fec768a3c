import { Button, Input } from 'antd'
import type { ReactNode } from 'react'

import { terms } from '../../../../shared/ballot/terms.ts'
import { useMessages } from '../../../../shared/i18n.tsx'
import { Field, fieldId } from '../../../../shared/ui/Field.tsx'
import { effectsOf, newKey, roleFor, ROLES_OF, withMode, type ChoiceMode, type DraftMatter, type DraftOption, type MatterKind, type Role } from './draft.ts'
import { words } from './messages.ts'
import { useReorder } from './Reorder.tsx'

interface Props {
  readonly matter: DraftMatter
  /** Its path in the input: `matters.0`. */
  readonly at: string
  readonly fault: (path: string) => string | undefined
  readonly onChange: (matter: DraftMatter) => void
}

/** One matter as the guide's form has it: kind, title, description, choice mode and options. */
export function MatterEditor({ matter, at, fault, onChange }: Props): ReactNode {
  const t = useMessages(words)
  const term = useMessages(terms)
  const set = (change: Partial<DraftMatter>): void => onChange({ ...matter, ...change })
  const wrongTitle = fault(`${at}.title`)
  return (
    <>
      <div className="field-pair">
        <Field label={t.kind} hint={t.kindHint} path={`${at}.kind`} error={fault(`${at}.kind`)}>
          {(control) => (
            <select {...control} value={matter.kind} onChange={(event) => set(withKind(event.target.value as MatterKind))}>
              {(Object.keys(term.kinds) as MatterKind[]).map((kind) => <option key={kind} value={kind}>{term.kinds[kind]}</option>)}
            </select>
          )}
        </Field>
        <Field label={t.matterTitle} hint={t.matterTitleHint} path={`${at}.title`} error={wrongTitle}>
          {(control) => <Input {...control} maxLength={100} value={matter.title} onChange={(event) => set({ title: event.target.value })} />}
        </Field>
      </div>
      <Effects matter={matter} at={at} onChange={set} />
      <Field label={t.description} hint={t.descriptionHint} path={`${at}.description`} error={matter.description === '' ? fault(`${at}.description`) : undefined}>
        {(control) => <Input.TextArea {...control} rows={4} maxLength={5000} value={matter.description} onChange={(event) => set({ description: event.target.value })} />}
      </Field>
      <Mode matter={matter} at={at} fault={fault} onChange={onChange} />
      <Options matter={matter} at={at} fault={fault} onChange={(options) => set({ options })} />
    </>
  )
}

const withKind = (kind: MatterKind): Partial<DraftMatter> => ({ kind, effects: [] })

function Effects({ matter, at, onChange }: { matter: DraftMatter; at: string; onChange: (change: Partial<DraftMatter>) => void }): ReactNode {
  const t = useMessages(words)
  const possible = effectsOf(matter.kind)
  if (possible.length === 0) return null
  return (
    <fieldset className="choice-set" id={fieldId(`${at}.effects`)} tabIndex={-1}>
      <legend>{t.effects}</legend>
      {possible.map((one) => (
        <label key={one}>
          <input
            type="checkbox"
            checked={matter.effects.includes(one)}
            onChange={(event) => onChange({ effects: event.target.checked ? [...matter.effects, one] : matter.effects.filter((other) => other !== one) })}
          />
          <span>{t.effect[one]}</span>
        </label>
      ))}
    </fieldset>
  )
}

const MODES: readonly ChoiceMode[] = ['SINGLE', 'CONTESTED', 'EQUAL']

function Mode({ matter, at, fault, onChange }: Props): ReactNode {
  const t = useMessages(words)
  const term = useMessages(terms)
  const number = (given: string): number | null => (given.trim() === '' ? null : Math.trunc(Number(given)) || 0)
  const error = fault(`${at}.choiceMode`)
  return (
    <>
      <fieldset className="choice-set" id={fieldId(`${at}.choiceMode`)} tabIndex={-1}>
        <legend>{t.mode}</legend>
        {error !== undefined && <p className="error"><span aria-hidden="true">✕ </span>{error}</p>}
        {MODES.map((one) => (
          <label key={one}>
            <input type="radio" name={`${at}-mode-${matter.key}`} checked={matter.choiceMode === one} onChange={() => onChange(withMode(matter, one))} />
            <span>{term.choiceModes[one]} <span className="hint">{t.modeHint[one]}</span></span>
          </label>
        ))}
      </fieldset>
      {matter.choiceMode !== 'SINGLE' && (
        <div className="field-pair">
          <Field label={t.seats} path={`${at}.seats`} error={fault(`${at}.seats`)}>
            {(control) => <Input {...control} type="number" min={1} max={200} value={matter.seats ?? ''} onChange={(event) => onChange({ ...matter, seats: number(event.target.value) })} />}
          </Field>
          <Field label={t.maxPicks} path={`${at}.maxPicks`} error={fault(`${at}.maxPicks`)}>
            {(control) => <Input {...control} type="number" min={1} max={200} value={matter.maxPicks ?? ''} onChange={(event) => onChange({ ...matter, maxPicks: number(event.target.value) })} />}
          </Field>
        </div>
      )}
    </>
  )
}

interface OptionsProps extends Omit<Props, 'onChange'> {
  readonly onChange: (options: readonly DraftOption[]) => void
}

function Options({ matter, at, fault, onChange }: OptionsProps): ReactNode {
  const t = useMessages(words)
  const reorder = useReorder(matter.options, onChange)
  const error = fault(`${at}.options`)
  const replace = (changed: DraftOption): void => onChange(matter.options.map((one) => (one.key === changed.key ? changed : one)))
  const add = (): void => onChange([...matter.options, { key: newKey(), label: '', role: matter.choiceMode === 'SINGLE' ? null : 'CANDIDATE' }])
  return (
    <fieldset className={error === undefined ? 'options-editor' : 'options-editor wrong'} id={fieldId(`${at}.options`)} tabIndex={-1}>
      <legend>{t.options}</legend>
      <p className="hint">{t.optionsHint}</p>
      {error !== undefined && <p className="error"><span aria-hidden="true">✕ </span>{error}</p>}
      {reorder.said}
      <ol>
        {matter.options.map((option, index) => (
          <li key={option.key} {...reorder.row(index)}>
            <OptionRow option={option} number={index + 1} mode={matter.choiceMode} at={`${at}.options.${index}`} fault={fault} onChange={replace} />
            {reorder.handle(index, t.option(index + 1))}
          </li>
        ))}
      </ol>
      <Button onClick={add}>{t.addOption}</Button>
    </fieldset>
  )
}

interface RowProps {
  readonly option: DraftOption
  readonly number: number
  readonly mode: ChoiceMode
  readonly at: string
  readonly fault: (path: string) => string | undefined
  readonly onChange: (option: DraftOption) => void
}

function OptionRow({ option, number, mode, at, fault, onChange }: RowProps): ReactNode {
  const t = useMessages(words)
  const term = useMessages(terms)
  const wrongLabel = option.label === '' ? fault(`${at}.label`) : undefined
  const wrongRole = option.role === null ? fault(`${at}.role`) : undefined
  const roles = ROLES_OF[mode === 'SINGLE' ? 'single' : 'election']
  const write = (label: string): void => {
    // A word that means one thing settles the meaning as long as nobody has chosen another.
    const guessed = roleFor(label, mode)
    const untold = option.role === null || option.role === roleFor(option.label, mode)
    onChange({ ...option, label, role: untold ? guessed : option.role })
  }
  return (
    <span className="option-row">
      <Input
        id={fieldId(`${at}.label`)} aria-label={t.optionLabel(number)} aria-invalid={wrongLabel !== undefined || undefined} maxLength={100} value={option.label}
        onChange={(event) => write(event.target.value)}
      />
      <select
        id={fieldId(`${at}.role`)} aria-label={t.optionRole(number)} aria-invalid={wrongRole !== undefined || undefined} value={option.role ?? ''}
        onChange={(event) => onChange({ ...option, role: (event.target.value || null) as Role | null })}
      >
        <option value="">{t.chooseRole}</option>
        {roles.map((role) => <option key={role} value={role}>{term.roles[role]}</option>)}
      </select>
      {(wrongLabel ?? wrongRole) !== undefined && <span className="error"><span aria-hidden="true">✕ </span>{wrongLabel ?? wrongRole}</span>}
    </span>
  )
}
