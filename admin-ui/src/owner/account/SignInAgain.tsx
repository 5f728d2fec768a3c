import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'

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
  const before = useRef<Element | null>(null)
  // Asked before the page is drawn without it: what is hidden has lost the focus by then.
  useLayoutEffect(() => {
    before.current = document.activeElement
    heading.current?.focus()
  }, [])
  useEffect(() => () => {
    const back = before.current
    if (back instanceof HTMLElement && back !== document.body && back.isConnected) back.focus()
    else document.getElementById('content')?.focus({ preventScroll: true })
  }, [])
  return (
    <section className="page">
      <h1 tabIndex={-1} ref={heading}>{t.again}</h1>
      <p>{t.againHint}</p>
      <SignInForm onSignedIn={(who) => (who === accountId ? resume() : renew())} />
    </section>
  )
}
