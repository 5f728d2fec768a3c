import { useState, type ReactNode } from 'react'

import { useCommand } from '../shared/asking.ts'
import { useMessages, useTitle } from '../shared/i18n.tsx'
import { SignOut } from '../shared/session.gql.ts'
import { useSession } from '../shared/session.tsx'
import { Button } from '../shared/ui/Button.tsx'
import { Retry, Skeleton } from '../shared/ui/States.tsx'
import { LanguageSwitch, SizeSwitch } from '../shared/ui/Switches.tsx'
import { Desk } from './desk/Desk.tsx'
import { words } from './messages.ts'
import { Setup } from './Setup.tsx'
import { SignIn } from './SignIn.tsx'

/** The helper's PAD: sign in, begin to serve, then one owner after the other. It has one address and keeps nothing. */
export function App(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { person, trouble, again, renew } = useSession()
  const [workId, setWorkId] = useState<string | null>(null)
  if (person === undefined) return <main className="desk">{trouble ? <Retry trouble={trouble} onRetry={again} /> : <Skeleton />}</main>
  if (person === null) {
    return (
      <main className="desk narrow">
        <Switches />
        <SignIn onSignedIn={renew} />
      </main>
    )
  }
  if (workId !== null) return <Desk key={workId} workId={workId} onEnd={() => setWorkId(null)} />
  return (
    <main className="desk narrow">
      <Switches><Leave /></Switches>
      <Setup onBegun={setWorkId} />
    </main>
  )
}

export const Switches = ({ children }: { children?: ReactNode }): ReactNode => (
  <div className="switches"><SizeSwitch /><LanguageSwitch />{children}</div>
)

function Leave(): ReactNode {
  const t = useMessages(words)
  const { renew } = useSession()
  const signOut = useCommand(SignOut)
  return <Button look="link" onClick={() => signOut.run({}).then(renew)}>{t.signOut}</Button>
}
