import './parts.css'

import { useEffect, useId, useRef, type ReactNode } from 'react'

import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { ui } from '../../shared/ui/messages.ts'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A modal dialog along the right edge, for one thing out of a list that stays in view. Escape closes it; the focus goes
 * back to where it was. */
export function Drawer({ title, onClose, children }: Props): ReactNode {
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
      className="drawer"
      aria-labelledby={heading}
      onCancel={(event) => {
        // A question over the drawer is closed by its own Escape.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onClose={() => {
        // A browser closes it by itself when Escape is pressed twice; what is in it may ask first.
        if (box.current === null || box.current.open) return
        box.current.showModal()
        onClose()
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <Button look="link" onClick={onClose}>{t.close}</Button>
      </header>
      <div className="drawer-body">{children}</div>
    </dialog>
  )
}
