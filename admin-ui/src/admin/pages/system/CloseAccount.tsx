import type { ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
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
  const t = useMessages(words).accounts
  const disable = useCommand(DisableAccount)
  const reset = useCommand(ResetAccount)
  const login = account.login ?? ''
  const variables = (reason: string): { input: { staffAccountId: string; reason: string } } => ({ input: { staffAccountId: account.id, reason } })
  const whose = <p>{account.maskedName} · {account.maskedPhone}</p>
  return kind === 'disable' ? (
    <ReasonDialog title={t.disableTitle(login)} action={t.doDisable} danger command={disable} variables={variables} onDone={() => onDone(t.wasDisabled(login))} onClose={onClose}>
      {whose}
      <p><strong>{t.disableEffect}</strong></p>
    </ReasonDialog>
  ) : (
    <ReasonDialog title={t.resetTitle(login)} action={t.doReset} danger command={reset} variables={variables} onDone={() => onDone(t.wasReset(login))} onClose={onClose}>
      {whose}
      <p><strong>{t.resetEffect}</strong></p>
    </ReasonDialog>
  )
}
