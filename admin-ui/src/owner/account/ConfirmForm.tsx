import { useEffect, useRef, useState, type ReactNode } from 'react'

import { useCommand } from '../../shared/asking.ts'
import { useMessages } from '../../shared/i18n.tsx'
import { useSession } from '../../shared/session.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { CommandErrors } from '../../shared/ui/ErrorSummary.tsx'
import { CodeForm, type Sent } from './CodeForm.tsx'
import { words } from './messages.ts'
import { ConfirmWithCode, RequestCode } from './sign_in.gql.ts'

interface ConfirmFormProps {
  readonly action: string
  /** Why a code is asked for and to which phone it goes; before a vote, unless another reason is given. */
  readonly hint?: (phone: string) => string
  readonly onConfirmed: () => unknown
}

/** A fresh code before what cannot be taken back, in the place where it is needed; nothing that was chosen is lost. */
export function ConfirmForm({ action, hint, onConfirmed }: ConfirmFormProps): ReactNode {
  const t = useMessages(words)
  const { person } = useSession()
  const [sent, setSent] = useState<Sent | null>(null)
  const request = useCommand(RequestCode)
  const confirm = useCommand(ConfirmWithCode)
  // It comes in the place of the button that was pressed: whoever pressed it goes on here.
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const send = async (): Promise<void> => {
    const outcome = await request.run({ input: { purpose: 'CONFIRM' } })
    if (outcome.kind !== 'done') return
    confirm.clear()
    setSent(outcome.value)
  }
  const enter = async (challenge: string, code: string): Promise<void> => {
    const outcome = await confirm.run({ input: { challenge, code } })
    if (outcome.kind === 'done') await onConfirmed()
  }
  return (
    <section className="confirm" aria-labelledby="confirm">
      <h2 id="confirm" tabIndex={-1} ref={heading}>{t.confirm}</h2>
      <p>{(hint ?? t.confirmHint)(person?.maskedPhone ?? '')}</p>
      {sent === null ? (
        <>
          <CommandErrors of={request} />
          <Button look="primary" className="wide" onClick={send}>{t.send}</Button>
        </>
      ) : (
        <CodeForm key={sent.challenge} sent={sent} action={action} onCode={(code) => enter(sent.challenge, code)} busy={confirm.busy} onAgain={send}>
          <CommandErrors of={confirm} />
          <CommandErrors of={request} />
        </CodeForm>
      )}
    </section>
  )
}
