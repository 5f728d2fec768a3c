import { useEffect, useId, useRef, type ReactNode } from 'react'

import { useMessages } from '../i18n.tsx'
import { Button } from './Button.tsx'
import { ui } from './messages.ts'

interface Props {
  readonly title: string
  /** Without it, the dialog stays until what it asks for is done. */
  readonly onClose?: () => void
  readonly children: ReactNode
}

/** The browser's own modal dialog: it keeps the focus inside, closes by Escape and gives the focus back. */
export function Dialog({ title, onClose, children }: Props): ReactNode {
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
        event.preventDefault()
        onClose?.()
      }}
      onClose={() => {
        // A browser closes it by itself when Escape is pressed twice.
        if (box.current === null || box.current.open) return
        if (onClose) onClose()
        else box.current.showModal()
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        {onClose && <Button look="link" onClick={onClose}>{t.close}</Button>}
      </header>
      {children}
    </dialog>
  )
}
