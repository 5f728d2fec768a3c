import type { ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { SignOut } from '../../../shared/session.gql.ts'
import { useSession } from '../../../shared/session.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { words } from './messages.ts'

export default function MePage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { person, renew } = useSession()
  const signOut = useCommand(SignOut)
  const leave = async (): Promise<void> => {
    const outcome = await signOut.run({})
    if (outcome.kind === 'done') renew()
  }
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.phone} <span className="number">{person?.maskedPhone}</span></p>
      <CommandErrors of={signOut} />
      <Button onClick={leave}>{t.signOut}</Button>
    </>
  )
}
