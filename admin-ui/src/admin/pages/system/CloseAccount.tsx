import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Dialog } from '../../../shared/ui/Dialog.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import type { Account } from './AccountsPage.tsx'
import { words } from './messages.ts'
import { DisableAccount, ResetAccount } from './system.gql.ts'

interface Props {
  readonly kind: 'reset' | 'disable'
  readonly account: Account
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

/** Resetting or closing an account: whose, with what effect, and why. */
export function CloseAccount({ kind, account, onClose, onDone }: Props): ReactNode {
  const t = useMessages(words)
  const [reason, setReason] = useState('')
  const closing = kind === 'disable'
  const disable = useCommand(DisableAccount)
  const reset = useCommand(ResetAccount)
  const command = closing ? disable : reset
  const login = account.login ?? ''
  const submit = async (): Promise<void> => {
    const outcome = await command.run({ input: { staffAccountId: account.id, reason } })
    if (outcome.kind === 'done') onDone((closing ? t.accounts.wasDisabled : t.accounts.wasReset)(login))
  }
  return (
    <Dialog title={(closing ? t.accounts.disableTitle : t.accounts.resetTitle)(login)} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {closing ? <CommandErrors of={disable} /> : <CommandErrors of={reset} />}
        <p>{account.maskedName} · {account.maskedPhone}</p>
        <p><strong>{closing ? t.accounts.disableEffect : t.accounts.resetEffect}</strong></p>
        <Field label={t.accounts.reason} path="reason" error={command.fault('reason')}>
          {(control) => <Input.TextArea {...control} rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <Button type="primary" danger htmlType="submit" aria-busy={command.busy || undefined}>
          {closing ? t.accounts.doDisable : t.accounts.doReset}
        </Button>
      </form>
    </Dialog>
  )
}
