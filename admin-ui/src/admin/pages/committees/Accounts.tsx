import { Button } from 'antd'
import type { ReactNode } from 'react'

import { useCommand, type Command } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import {
  GenerateAccount, SendActivationAgain,
  type AccountState, type BodyMemberFragment, type GenerateAccountMutation, type GenerateAccountMutationVariables,
  type SendActivationAgainMutation, type SendActivationAgainMutationVariables,
} from './committees.gql.ts'
import { words } from './messages.ts'

const LOOKS: Record<AccountState, 'good' | 'waiting' | 'bad'> = { INVITED: 'waiting', ACTIVE: 'good', DISABLED: 'bad' }

export interface AccountActs {
  readonly generate: Command<GenerateAccountMutation, GenerateAccountMutationVariables>
  readonly resend: Command<SendActivationAgainMutation, SendActivationAgainMutationVariables>
}

/** Generating accounts and sending their activations anew, for one list of members. */
export function useAccountActs(): AccountActs {
  return { generate: useCommand(GenerateAccount), resend: useCommand(SendActivationAgain) }
}

export const AccountErrors = ({ acts }: { acts: AccountActs }): ReactNode => (
  <>
    <CommandErrors of={acts.generate} />
    <CommandErrors of={acts.resend} />
  </>
)

interface Props {
  readonly member: BodyMemberFragment
  readonly acts: AccountActs
  /** Whether accounts are given here: by the street, in a body that is in office. */
  readonly may: boolean
  readonly onSaid: (said: string) => void
}

/** Where a member's account stands, with 生成账号 where there is none; it says to which phone the message goes. */
export function AccountOf({ member, acts, may, onSaid }: Props): ReactNode {
  const t = useMessages(words).account
  const generate = async (): Promise<void> => {
    const outcome = await acts.generate.run({ input: { memberId: member.id } })
    if (outcome.kind !== 'done') return
    const { maskedName, maskedPhone, login } = outcome.value.member
    onSaid(t.generated(maskedName, maskedPhone, login ?? ''))
  }
  const resend = async (staffAccountId: string): Promise<void> => {
    const outcome = await acts.resend.run({ input: { staffAccountId } })
    // Pressed while another's was on its way, that one's answer comes back and is said by its own button.
    if (outcome.kind === 'done' && outcome.value.accountId === staffAccountId) onSaid(t.resent(member.maskedName, member.maskedPhone))
  }
  const { accountId, accountState, login } = member
  if (accountId === null || accountState === null) {
    return may
      ? <Button type="primary" aria-busy={acts.generate.busy || undefined} onClick={() => void generate()}>{t.generate}</Button>
      : <span className="quiet">{t.none}</span>
  }
  return (
    <span className="two-lines">
      <StateTag look={LOOKS[accountState]}>{t.states[accountState]}</StateTag>
      {login !== null && <span className="number quiet">{t.login(login)}</span>}
      {may && accountState === 'INVITED' && <Button aria-busy={acts.resend.busy || undefined} onClick={() => void resend(accountId)}>{t.resend}</Button>}
    </span>
  )
}
