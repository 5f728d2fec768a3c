import type { ReactNode } from 'react'

import { useMessages } from '../../shared/i18n.tsx'
import { useSession } from '../../shared/session.tsx'
import { Dialog } from '../../shared/ui/Dialog.tsx'
import { words } from './messages.ts'
import { SignInForm } from './SignInForm.tsx'

/** Over the page whose session has ended: whoever comes back as the same person goes on where they were. */
export function SignInAgain({ accountId }: { accountId: string }): ReactNode {
  const t = useMessages(words)
  const { resume, renew } = useSession()
  return (
    <Dialog title={t.again} onClose={renew}>
      <p>{t.againHint}</p>
      <SignInForm onSignedIn={(who) => (who === accountId ? resume() : renew())} />
    </Dialog>
  )
}
