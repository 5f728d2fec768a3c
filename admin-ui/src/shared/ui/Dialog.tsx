import { useEffect, useId, useRef, type ReactNode } from 'react'

import { useMessages } from '../i18n.tsx'
import { Button } from './Button.tsx'
import { ui } from './messages.ts'

interface Props {
  readonly title: string
  readonly onClose: () => void
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
        onClose()
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <Button look="link" onClick={onClose}>{t.close}</Button>
      </header>
      {children}
    </dialog>
  )
}
