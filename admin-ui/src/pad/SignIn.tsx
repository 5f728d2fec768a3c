import { useState, type ReactNode } from 'react'

import { useCommand } from '../shared/asking.ts'
import { useMessages } from '../shared/i18n.tsx'
import { Button } from '../shared/ui/Button.tsx'
import { CommandErrors } from '../shared/ui/ErrorSummary.tsx'
import { Field } from '../shared/ui/Field.tsx'
import { DemoHelpers } from './DemoHelpers.tsx'
import { words } from './messages.ts'
import { SignInHelper } from './pad.gql.ts'

const FIELDS = ['login', 'password', 'totp'] as const

/** The helper signs in. The PAD is passed from hand to hand: the browser keeps nothing of it. */
export function SignIn({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const t = useMessages(words)
  const [typed, setTyped] = useState({ login: '', password: '', totp: '' })
  const signIn = useCommand(SignInHelper)
  const submit = async (): Promise<void> => {
    const outcome = await signIn.run({ input: typed })
    if (outcome.kind === 'done') onSignedIn()
  }
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <form
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <h2>{t.signIn}</h2>
        <CommandErrors of={signIn} />
        {FIELDS.map((name) => (
          <Field key={name} label={t[name]} path={name} error={signIn.fault(name)}>
            {(control) => (
              <input
                {...control}
                type={name === 'password' ? 'password' : 'text'}
                inputMode={name === 'totp' ? 'numeric' : 'text'}
                autoComplete="off"
                value={typed[name]}
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Button look="primary" type="submit" className="wide" busy={signIn.busy}>{t.doSignIn}</Button>
      </form>
      {document.documentElement.dataset['demo'] === 'yes' && <DemoHelpers onChoose={setTyped} />}
    </>
  )
}
