import { useEffect, useId, useRef, useState, type ReactNode } from 'react'

import { useMessages } from '../i18n.tsx'
import { Button } from './Button.tsx'
import { ui } from './messages.ts'

interface Props {
  readonly title: string
  /** Without it, the dialog stays until what it asks for is done. */
  readonly onClose?: () => void
  /** What was typed in it is not lost by Escape: it asks first. */
  readonly keeps?: boolean
  /** Told whenever something is typed in it. */
  readonly onTyped?: () => void
  readonly children: ReactNode
}

/** The browser's own modal dialog: it keeps the focus inside, closes by Escape and gives the focus back. */
export function Dialog({ title, onClose, keeps = false, onTyped, children }: Props): ReactNode {
  const typed = useRef(false)
  const [asking, setAsking] = useState(false)
  const close = (): void => {
    if (keeps && typed.current) setAsking(true)
    else onClose?.()
  }
  const box = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const t = useMessages(ui)
  useEffect(() => {
    const dialog = box.current
    const before = document.activeElement
    dialog?.showModal()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        // That no file was chosen closes nothing.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        close()
      }}
      onInput={() => {
        typed.current = true
        onTyped?.()
      }}
      onClose={() => {
        // A browser closes it by itself when Escape is pressed twice.
        if (box.current === null || box.current.open) return
        if (!onClose || (keeps && typed.current)) box.current.showModal()
        close()
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        {onClose && <Button look="link" onClick={close}>{t.close}</Button>}
      </header>
      {asking && <Asking onStay={() => setAsking(false)} onLeave={() => onClose?.()} />}
      {children}
    </dialog>
  )
}

/** Whether what was typed may go. Whoever stays goes on where they were. */
function Asking({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }): ReactNode {
  const t = useMessages(ui)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    box.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <div className="asking" role="alert" tabIndex={-1} ref={box}>
      <p><span aria-hidden="true">⚠ </span>{t.notSubmitted}</p>
      <Button look="primary" onClick={onStay}>{t.goOn}</Button>
      <Button onClick={onLeave}>{t.giveUp}</Button>
    </div>
  )
}
