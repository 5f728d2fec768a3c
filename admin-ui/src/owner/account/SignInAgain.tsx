import { useEffect, useRef, type ReactNode } from 'react'

import { useMessages, useTitle } from '../../shared/i18n.tsx'
import { useSession } from '../../shared/session.tsx'
import { words } from './messages.ts'
import { SignInForm } from './SignInForm.tsx'

/** Before the page whose session has ended: whoever comes back as the same person goes on where they were. */
export function SignInAgain({ accountId }: { accountId: string }): ReactNode {
  const t = useMessages(words)
  useTitle(t.again)
  const { resume, renew } = useSession()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="page">
      <h1 tabIndex={-1} ref={heading}>{t.again}</h1>
      <p>{t.againHint}</p>
      <SignInForm onSignedIn={(who) => (who === accountId ? resume() : renew())} />
    </section>
  )
}
