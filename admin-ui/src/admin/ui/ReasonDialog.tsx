import './parts.css'

import { useState, type ReactNode } from 'react'

import type { Command, Success } from '../../shared/asking.ts'
import { messages, useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { CommandErrors } from '../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../shared/ui/Field.tsx'
import { TypingDialog } from './TypingDialog.tsx'

const words = messages(
  { reason: '原因', hint: '至少 5 个字，会写入审计记录。', back: '先不做' },
  { reason: 'Reason', hint: 'At least five characters; it goes on record.', back: 'Not now' },
)

interface Props<Result, Variables> {
  /** Names the object. */
  readonly title: string
  /** The effect, in figures. */
  readonly children: ReactNode
  readonly action: string
  readonly danger?: boolean
  readonly command: Command<Result, Variables>
  /** Asks for a reason and hands it over; without, nothing is asked. */
  readonly withReason?: boolean
  readonly variables: (reason: string) => Variables
  readonly onDone: (value: Success<Result>) => void
  readonly onClose: () => void
}

/** What is done on the record: what it is done to, what follows, why, and one button that does it once. */
export function ReasonDialog<Result, Variables>(props: Props<Result, Variables>): ReactNode {
  const { title, children, action, danger = false, command, withReason = true, variables, onDone, onClose } = props
  const t = useMessages(words)
  const [reason, setReason] = useState('')
  const act = async (): Promise<void> => {
    const outcome = await command.run(variables(reason))
    if (outcome.kind === 'done') onDone(outcome.value)
  }
  return (
    <TypingDialog title={title} onClose={onClose}>
      <form
        className="reason-dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void act()
        }}
      >
        <CommandErrors of={command} />
        {children}
        {withReason && (
          <Field label={t.reason} hint={t.hint} path="reason" error={command.fault('reason')}>
            {(control) => <textarea {...control} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        )}
        <div className="act-row">
          <Button type="submit" look={danger ? 'danger' : 'primary'} busy={command.busy}>{action}</Button>
          <Button onClick={onClose}>{t.back}</Button>
        </div>
      </form>
    </TypingDialog>
  )
}
