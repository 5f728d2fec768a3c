import { Button } from 'antd'
import type { ReactNode } from 'react'

import type { Command } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { ui } from '../../../shared/ui/messages.ts'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import { words } from './messages.ts'

interface Props<Result, Variables> {
  readonly title: string
  readonly command: Command<Result, Variables>
  /** What the page itself found wrong before it asked the server. */
  readonly faults?: readonly Fault[]
  readonly submit: string
  readonly danger?: boolean
  readonly onSubmit: () => Promise<void>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form over the page: its faults on top, then its fields, then the two buttons of the guide. */
export function FormDialog<Result, Variables>({ title, command, faults = [], submit, danger = false, onSubmit, onClose, children }: Props<Result, Variables>): ReactNode {
  const t = useMessages(words)
  const shared = useMessages(ui)
  return (
    <TypingDialog title={title} onClose={onClose}>
      <form
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          void onSubmit()
        }}
      >
        {faults.length > 0 ? <ErrorSummary title={shared.pleaseCorrect(faults.length)} faults={faults} occasion={faults} /> : <CommandErrors of={command} />}
        {children}
        <div className="row-acts">
          <Button type="primary" danger={danger} htmlType="submit" aria-busy={command.busy || undefined}>{submit}</Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </form>
    </TypingDialog>
  )
}
