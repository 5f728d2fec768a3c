import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand } from '../../shared/asking.ts'
import { useMessages } from '../../shared/i18n.tsx'
import { CommandErrors } from '../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../shared/ui/Field.tsx'
import { DemoAccounts } from './DemoAccounts.tsx'
import { words } from './messages.ts'
import { SignIn } from './sign_in.gql.ts'

/** Login, password and one-time password; what was typed stays when it is refused. */
export function SignInForm({ onSignedIn }: { onSignedIn: (accountId: string) => void }): ReactNode {
  const t = useMessages(words)
  const [typed, setTyped] = useState({ login: '', password: '', totp: '' })
  const signIn = useCommand(SignIn)
  const submit = async (): Promise<void> => {
    const outcome = await signIn.run({ input: typed })
    if (outcome.kind === 'done') onSignedIn(outcome.value.accountId)
  }
  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <CommandErrors of={signIn} />
        <Field label={t.login} path="login" error={signIn.fault('login')}>
          {(control) => (
            <Input {...control} autoComplete="username" value={typed.login} onChange={(event) => setTyped({ ...typed, login: event.target.value })} />
          )}
        </Field>
        <Field label={t.password} path="password" error={signIn.fault('password')}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              value={typed.password}
              onChange={(event) => setTyped({ ...typed, password: event.target.value })}
            />
          )}
        </Field>
        <Field label={t.totp} hint={t.totpHint} path="totp" error={signIn.fault('totp')}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={typed.totp}
              onChange={(event) => setTyped({ ...typed, totp: event.target.value })}
            />
          )}
        </Field>
        <Button type="primary" htmlType="submit" block aria-busy={signIn.busy || undefined}>{t.signIn}</Button>
      </form>
      {document.documentElement.dataset['demo'] === 'yes' && <DemoAccounts onChoose={setTyped} />}
    </>
  )
}
