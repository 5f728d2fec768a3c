import { useEffect, useRef, useState, type ReactNode } from 'react'

import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { Dialog } from '../../shared/ui/Dialog.tsx'
import { words } from '../messages.ts'
import { useCountdown } from './Done.tsx'

const QUIET_FOR = 60_000
const COUNTS_DOWN = 20

interface Props {
  readonly onClear: () => void
  /** While a vote is being recorded nothing is cleared. */
  readonly held?: boolean
  readonly children: ReactNode
}

/** Clears the screen of an owner who has gone: after a minute without a touch, and a countdown that one can stop. */
export function Clearing({ onClear, held = false, children }: Props): ReactNode {
  const [quiet, setQuiet] = useState(false)
  const touched = useRef(0)
  useEffect(() => {
    touched.current = Date.now()
    const touch = (): void => {
      touched.current = Date.now()
    }
    const events = ['pointerdown', 'keydown', 'scroll'] as const
    for (const event of events) window.addEventListener(event, touch, { capture: true, passive: true })
    const timer = setInterval(() => setQuiet((already) => already || Date.now() - touched.current >= QUIET_FOR), 500)
    return () => {
      clearInterval(timer)
      for (const event of events) window.removeEventListener(event, touch, { capture: true })
    }
  }, [])
  const stay = (): void => {
    touched.current = Date.now()
    setQuiet(false)
  }
  return (
    <>
      {children}
      {quiet && !held && <Soon onStay={stay} onClear={onClear} />}
    </>
  )
}

function Soon({ onStay, onClear }: { onStay: () => void; onClear: () => void }): ReactNode {
  const t = useMessages(words)
  const left = useCountdown(COUNTS_DOWN, onClear)
  return (
    <Dialog title={t.idleSoon(left)} onClose={onStay}>
      <p>{t.idleHint}</p>
      <div className="stack">
        <Button look="primary" className="wide" onClick={onStay}>{t.stay}</Button>
        <Button className="wide" onClick={onClear}>{t.clearNow}</Button>
      </div>
    </Dialog>
  )
}
