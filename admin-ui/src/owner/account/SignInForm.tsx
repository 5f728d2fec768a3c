import { useEffect, useRef, useState, type ReactNode } from 'react'

import { useCommand } from '../../shared/asking.ts'
import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { CommandErrors } from '../../shared/ui/ErrorSummary.tsx'
import { Field, fieldId } from '../../shared/ui/Field.tsx'
import { CodeForm, type Sent } from './CodeForm.tsx'
import { DemoPeople } from './DemoPeople.tsx'
import { words } from './messages.ts'
import { RequestCode, SignInWithCode } from './sign_in.gql.ts'

/** A phone number, then the code that was sent to it. */
export function SignInForm({ onSignedIn }: { onSignedIn: (accountId: string) => void }): ReactNode {
  const t = useMessages(words)
  const [phone, setPhone] = useState('')
  const [sent, setSent] = useState<Sent | null>(null)
  const request = useCommand(RequestCode)
  const signIn = useCommand(SignInWithCode)
  const before = useRef(sent)
  useEffect(() => {
    if (before.current !== null && sent === null) document.getElementById(fieldId('phone'))?.focus()
    before.current = sent
  }, [sent])
  const send = async (): Promise<void> => {
    const outcome = await request.run({ input: { purpose: 'SIGN_IN', phone: phone.normalize('NFKC').replaceAll(/[\s-]/g, '') } })
    if (outcome.kind !== 'done') return
    signIn.clear()
    setSent(outcome.value)
  }
  const enter = async (challenge: string, code: string): Promise<void> => {
    const outcome = await signIn.run({ input: { challenge, code } })
    if (outcome.kind === 'done') onSignedIn(outcome.value.accountId)
  }
  return (
    <>
      {sent === null ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <CommandErrors of={request} />
          <Field label={t.phone} hint={t.phoneHint} path="phone" error={request.fault('phone')}>
            {(control) => (
              <input {...control} type="tel" inputMode="tel" autoComplete="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />
            )}
          </Field>
          <Button look="primary" type="submit" className="wide" busy={request.busy}>{t.send}</Button>
        </form>
      ) : (
        <CodeForm key={sent.challenge} sent={sent} action={t.signIn} onCode={(code) => enter(sent.challenge, code)} busy={signIn.busy} onAgain={send}>
          <CommandErrors of={signIn} />
          <CommandErrors of={request} />
        </CodeForm>
      )}
      {sent !== null && <Button look="link" onClick={() => setSent(null)}>{t.otherPhone}</Button>}
      {document.documentElement.dataset['demo'] === 'yes' && <DemoPeople onChoose={sent === null ? setPhone : undefined} />}
    </>
  )
}
