import './parts.css'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useBlocker } from 'react-router'

import { messages, useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { Dialog } from '../../shared/ui/Dialog.tsx'
import { useAskBeforeUnload } from '../../shared/useAskBeforeUnload.ts'

const words = messages(
  { title: '有未保存的修改', leave: '不保存，直接离开', stay: '继续填写', save: '保存后离开' },
  { title: 'There are unsaved changes', leave: 'Leave without saving', stay: 'Go on writing', save: 'Save and leave' },
)

type GoOn = () => void

export interface Leaving {
  readonly asking: boolean
  readonly stay: () => void
  readonly leave: () => void
  /** What was typed is saved: the next step away is not asked about. */
  readonly saved: () => void
  /** Does it, where something was typed not before it was asked: for 取消 in a form that has no address of its own. */
  readonly before: (goOn: GoOn) => void
}

/** Where the words stand. On a page, another page loses them. A drawer is opened by the address: every change of it loses
 * them. Under a dialog nothing of the page can be pressed: it is lost by the browser's back and forward, and what the
 * dialog itself goes on to when it is done is no loss. */
type Place = 'page' | 'drawer' | 'dialog'

const asked = new Set<(goOn: GoOn) => void>()

/** Does it at once, or after somebody who has typed something on this page has agreed to lose it. */
export function afterAsking(goOn: GoOn): void {
  const ask = [...asked].pop()
  if (ask === undefined) goOn()
  else ask(goOn)
}

/** Asks before typed words are lost: at another page of ours by `LeaveDialog`, at the browser's own end by the browser. */
export function useLeaving(dirty: boolean, place: Place = 'page'): Leaving {
  // At once, without waiting for the next drawing: a form saves and goes on in one breath.
  const saved = useRef(false)
  const [next, setNext] = useState<{ readonly goOn: GoOn } | null>(null)
  const blocker = useBlocker(({ currentLocation, nextLocation, historyAction }) => {
    if (!dirty || saved.current) return false
    if (place === 'dialog') return historyAction === 'POP'
    return place === 'drawer' || currentLocation.pathname !== nextLocation.pathname
  })
  useAskBeforeUnload(() => dirty && !saved.current)
  useEffect(() => {
    if (!dirty) return undefined
    const ask = (goOn: GoOn): void => setNext({ goOn })
    asked.add(ask)
    return () => {
      asked.delete(ask)
    }
  }, [dirty])
  return {
    asking: blocker.state === 'blocked' || next !== null,
    stay: () => {
      setNext(null)
      blocker.reset?.()
    },
    leave: () => {
      setNext(null)
      if (next === null) blocker.proceed?.()
      else next.goOn()
    },
    saved: () => {
      saved.current = true
    },
    before: (goOn) => (dirty && !saved.current ? setNext({ goOn }) : goOn()),
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
