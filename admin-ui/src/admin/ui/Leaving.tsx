import './parts.css'

import { useEffect, useRef, type ReactNode } from 'react'
import { useBlocker } from 'react-router'

import { messages, useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { Dialog } from '../../shared/ui/Dialog.tsx'

const words = messages(
  { title: '有未保存的修改', leave: '不保存，直接离开', stay: '继续填写', save: '保存后离开' },
  { title: 'There are unsaved changes', leave: 'Leave without saving', stay: 'Go on writing', save: 'Save and leave' },
)

export interface Leaving {
  readonly asking: boolean
  readonly stay: () => void
  readonly leave: () => void
  /** What was typed is saved: the next step away is not asked about. */
  readonly saved: () => void
}

/** Asks before typed words are lost: at another page of ours by `LeaveDialog`, at the browser's own end by the browser.
 *
 * Where the words stand in a drawer that the address opens, every change of the address loses them: `inDrawer`. */
export function useLeaving(dirty: boolean, inDrawer = false): Leaving {
  // At once, without waiting for the next drawing: a form saves and goes on in one breath.
  const saved = useRef(false)
  const blocker = useBlocker(({ currentLocation, nextLocation }) =>
    dirty && !saved.current && (inDrawer || currentLocation.pathname !== nextLocation.pathname))
  useEffect(() => {
    if (!dirty) return undefined
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])
  return {
    asking: blocker.state === 'blocked',
    stay: () => blocker.reset?.(),
    leave: () => blocker.proceed?.(),
    saved: () => {
      saved.current = true
    },
  }
}

/** The question itself. Where the words can be saved as they are, that is what it offers first. */
export function LeaveDialog({ of, save }: { of: Leaving; save?: () => Promise<boolean> }): ReactNode {
  const t = useMessages(words)
  if (!of.asking) return null
  return (
    <Dialog title={t.title} onClose={of.stay}>
      <div className="act-row">
        {save
          ? <Button look="primary" onClick={() => void save().then((done) => (done ? of.leave() : of.stay()))}>{t.save}</Button>
          : <Button look="primary" onClick={of.stay}>{t.stay}</Button>}
        <Button onClick={of.leave}>{t.leave}</Button>
      </div>
    </Dialog>
  )
}
