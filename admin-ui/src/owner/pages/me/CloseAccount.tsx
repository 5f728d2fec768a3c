import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { useSession } from '../../../shared/session.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { ConfirmForm } from '../../account/ConfirmForm.tsx'
import { useFocusOnTurn } from '../../ui/useFocusOnTurn.ts'
import type { Closed } from './ClosedPage.tsx'
import { DeleteMyAccount } from './me.gql.ts'
import { words } from './messages.ts'

/** Deleting one's account (个人信息保护法 47): it says first what goes and what stays, and takes a fresh code. */
export function CloseAccount(): ReactNode {
  const t = useMessages(words).leave
  const remove = useCommand(DeleteMyAccount)
  const { renew } = useSession()
  const [, go] = useLocation()
  const [sure, setSure] = useState(false)
  const box = useFocusOnTurn<HTMLElement>(sure)
  const close = async (): Promise<void> => {
    const outcome = await remove.run({})
    if (outcome.kind !== 'done') return
    const { certificationsEnded, photosDeleted, votesKept } = outcome.value
    // Nobody is signed in any more: what became of the account stands on a page for anybody.
    go('/account-closed', { replace: true, state: { certificationsEnded, photosDeleted, votesKept } satisfies Closed })
    renew()
  }
  const freshCode = remove.refusal?.__typename === 'FreshCodeNeeded'
  const keep = (): void => {
    setSure(false)
    remove.clear()
  }
  return (
    <section className="to-do" aria-labelledby="close-account" ref={box}>
      <h2 id="close-account">{t.title}</h2>
      <p>{t.about}</p>
      {!sure && <Button className="wide" onClick={() => setSure(true)}>{t.begin}</Button>}
      {sure && (
        <div className="stack">
          <div className="note warning" role="alert" tabIndex={-1}><ul className="plain">{t.effects.map((effect) => <li key={effect}>{effect}</li>)}</ul></div>
          {!freshCode && <CommandErrors of={remove} />}
          {freshCode ? <ConfirmForm action={t.confirm} hint={t.hint} onConfirmed={close} /> : <Button look="danger" className="wide" onClick={close}>{t.sure}</Button>}
          <Button className="wide" onClick={keep}>{t.keep}</Button>
        </div>
      )}
    </section>
  )
}
