import { useState, type ReactNode } from 'react'

import { Dialog } from '../../shared/ui/Dialog.tsx'
import { LeaveDialog, useLeaving } from './Leaving.tsx'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog to type in: neither Escape nor the browser's way back takes what was typed without asking. */
export function TypingDialog({ title, onClose, children }: Props): ReactNode {
  const [typed, setTyped] = useState(false)
  return (
    <Dialog title={title} onClose={onClose} keeps onTyped={() => setTyped(true)}>
      {children}
      {typed && <Typed />}
    </Dialog>
  )
}

function Typed(): ReactNode {
  return <LeaveDialog of={useLeaving(true, 'dialog')} />
}
