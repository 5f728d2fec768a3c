import { Button } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'

import { useMessages, useTitle } from '../../shared/i18n.tsx'
import { useSession } from '../../shared/session.tsx'
import { LanguageSwitch, SizeSwitch } from '../../shared/ui/Switches.tsx'
import { ActivateForm } from './ActivateForm.tsx'
import { words } from './messages.ts'
import { SignInForm } from './SignInForm.tsx'

export function SignInPage(): ReactNode {
  const t = useMessages(words)
  const { renew } = useSession()
  const [activating, setActivating] = useState(false)
  const title = activating ? t.activateTitle : t.title
  useTitle(title)
  // Whoever has scrolled down to sign in begins at the top of what comes after it.
  useEffect(() => () => window.scrollTo(0, 0), [])
  return (
    <main className="sign-in">
      <div className="switches"><SizeSwitch /><LanguageSwitch /></div>
      <h1>{title}</h1>
      {activating ? <ActivateForm onSignedIn={renew} /> : <SignInForm onSignedIn={renew} />}
      <Button type="link" onClick={() => setActivating(!activating)}>{activating ? t.backToSignIn : t.firstTime}</Button>
    </main>
  )
}
