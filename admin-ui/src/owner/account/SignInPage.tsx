import { useState, type ReactNode } from 'react'

import { useCommand } from '../../shared/asking.ts'
import { useMessages, useTitle } from '../../shared/i18n.tsx'
import { useSession } from '../../shared/session.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { CommandErrors } from '../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../shared/ui/Field.tsx'
import { CodeForm } from './CodeForm.tsx'
import { DemoPeople } from './DemoPeople.tsx'
import { words } from './messages.ts'
import { RequestCode } from './sign_in.gql.ts'

export interface Sent {
  readonly challenge: string
  readonly resendAfterSeconds: number
}

/** The way in: a phone number, then the code that was sent to it. */
export function SignInPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { renew } = useSession()
  const [phone, setPhone] = useState('')
  const [sent, setSent] = useState<Sent | null>(null)
  const request = useCommand(RequestCode)
  const send = async (): Promise<void> => {
    const outcome = await request.run({ input: { purpose: 'SIGN_IN', phone: phone.replaceAll(/\s/g, '') } })
    if (outcome.kind === 'done') setSent(outcome.value)
  }
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.lead}</p>
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
          <Button look="primary" type="submit" busy={request.busy}>{t.send}</Button>
        </form>
      ) : (
        <CodeForm key={sent.challenge} sent={sent} onAgain={send} onSignedIn={renew} onOtherPhone={() => setSent(null)} />
      )}
      {document.documentElement.dataset['demo'] === 'yes' && <DemoPeople onChoose={sent === null ? setPhone : undefined} />}
    </>
  )
}
