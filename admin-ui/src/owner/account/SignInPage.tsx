import type { ReactNode } from 'react'

import { useMessages, useTitle } from '../../shared/i18n.tsx'
import { useSession } from '../../shared/session.tsx'
import { SizeSwitch } from '../../shared/ui/Switches.tsx'
import { words } from './messages.ts'
import { SignInForm } from './SignInForm.tsx'

/** The way in. The text sizes stand here in full, for whoever cannot read the rest. */
export function SignInPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { renew } = useSession()
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.lead}</p>
      <SizeSwitch />
      <SignInForm onSignedIn={renew} />
    </>
  )
}
