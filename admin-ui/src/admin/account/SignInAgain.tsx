import { useId, type ReactNode } from 'react'

import { useMessages } from '../../shared/i18n.tsx'
import { useSession } from '../../shared/session.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { Dialog } from '../../shared/ui/Dialog.tsx'
import { words } from './messages.ts'
import { SignInForm } from './SignInForm.tsx'

/** Over the page whose session has ended: whoever comes back as the same person goes on where they were. */
export function SignInAgain({ accountId }: { accountId: string }): ReactNode {
  const t = useMessages(words)
  const lost = useId()
  const { resume, renew } = useSession()
  return (
    <Dialog title={t.again}>
      <p>{t.againHint}</p>
      <SignInForm onSignedIn={(who) => (who === accountId ? resume() : renew())} />
      <div className="other-account">
        <Button aria-describedby={lost} onClick={renew}>{t.other}</Button>
        <p className="hint" id={lost}>{t.otherHint}</p>
      </div>
    </Dialog>
  )
}
