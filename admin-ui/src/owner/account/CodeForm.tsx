import { useEffect, useRef, useState, type ReactNode } from 'react'

import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { Field } from '../../shared/ui/Field.tsx'
import { words } from './messages.ts'

export interface Sent {
  readonly challenge: string
  readonly resendAfterSeconds: number
}

interface Props {
  readonly sent: Sent
  /** What the button does once the code is typed. */
  readonly action: string
  readonly onCode: (code: string) => Promise<void>
  readonly busy: boolean
  readonly onAgain: () => Promise<void>
  /** What was wrong, above the field. */
  readonly children: ReactNode
}

/** The code in what was typed or pasted: out of a whole message it is the six digits that stand together. */
export function codeIn(given: string): string {
  const text = given.normalize('NFKC')
  return /(?:^|\D)(\d{6})(?!\d)/.exec(text)?.[1] ?? text.replaceAll(/\D/g, '').slice(0, 6)
}

/** The code from the text message, typed or pasted; another can be asked for after a while. */
export function CodeForm({ sent, action, onCode, busy, onAgain, children }: Props): ReactNode {
  const t = useMessages(words)
  const [code, setCode] = useState('')
  const left = useSecondsLeft(sent.resendAfterSeconds)
  // The button that asked for the code is gone; the next thing to do is to type it.
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void onCode(code)
      }}
    >
      <p role="status">{t.sentTo}</p>
      {children}
      <Field label={t.code} hint={t.codeHint} path="code">
        {(control) => (
          <input
            {...control}
            ref={input}
            className="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(codeIn(event.target.value))}
          />
        )}
      </Field>
      <div className="stack">
        <Button look="primary" type="submit" className="wide" busy={busy}>{action}</Button>
        {left > 0 ? <p className="hint">{t.resendIn(left)}</p> : <Button className="wide" onClick={onAgain}>{t.resend}</Button>}
      </div>
    </form>
  )
}

/** Counts down by the clock and not by its own ticks: a phone in a pocket does not tick. */
function useSecondsLeft(seconds: number): number {
  const [until] = useState(() => Date.now() + seconds * 1000)
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 1000)
    return () => clearInterval(timer)
  }, [until])
  return left
}
