import type { ReactNode } from 'react'

import { useMessages, useTitle } from '../../shared/i18n.tsx'
import { useSession } from '../../shared/session.tsx'
import { LanguageSwitch, SizeSwitch } from '../../shared/ui/Switches.tsx'
import { words } from './messages.ts'
import { SignInForm } from './SignInForm.tsx'

export function SignInPage(): ReactNode {
  const t = useMessages(words)
  const { renew } = useSession()
  useTitle(t.title)
  return (
    <main className="sign-in">
      <div className="switches"><SizeSwitch /><LanguageSwitch /></div>
      <h1>{t.title}</h1>
      <SignInForm onSignedIn={renew} />
    </main>
  )
}
