import { useEffect, useState, type ReactNode } from 'react'

import { useCommand } from '../../shared/asking.ts'
import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { CommandErrors } from '../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../shared/ui/Field.tsx'
import { words } from './messages.ts'
import type { Sent } from './SignInPage.tsx'
import { SignInWithCode } from './sign_in.gql.ts'

interface Props {
  readonly sent: Sent
  readonly onAgain: () => Promise<void>
  readonly onSignedIn: () => void
  readonly onOtherPhone: () => void
}

/** The code from the text message, typed or pasted; another can be asked for after a while. */
export function CodeForm({ sent, onAgain, onSignedIn, onOtherPhone }: Props): ReactNode {
  const t = useMessages(words)
  const [code, setCode] = useState('')
  const [left, setLeft] = useState(sent.resendAfterSeconds)
  const signIn = useCommand(SignInWithCode)
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000)
    return () => clearInterval(timer)
  }, [])
  const submit = async (): Promise<void> => {
    const outcome = await signIn.run({ input: { challenge: sent.challenge, code } })
    if (outcome.kind === 'done') onSignedIn()
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <p role="status">{t.sentTo}</p>
      <CommandErrors of={signIn} />
      <Field label={t.code} hint={t.codeHint} path="code" error={signIn.fault('code')}>
        {(control) => (
          <input
            {...control}
            className="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.target.value.replaceAll(/\D/g, '').slice(0, 6))}
          />
        )}
      </Field>
      <div className="actions">
        <Button look="primary" type="submit" busy={signIn.busy}>{t.signIn}</Button>
        {left > 0 ? <p className="hint">{t.resendIn(left)}</p> : <Button onClick={onAgain}>{t.resend}</Button>}
        <Button look="link" onClick={onOtherPhone}>{t.otherPhone}</Button>
      </div>
    </form>
  )
}
