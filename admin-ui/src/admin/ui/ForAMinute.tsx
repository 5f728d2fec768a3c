import './parts.css'

import { useEffect, useState, type ReactNode } from 'react'

import { messages, useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'

/** For how long somebody's data are shown in full, in seconds. */
const SHOWN_FOR = 60

const words = messages(
  { left: (seconds: number) => `${seconds} 秒后隐藏`, hide: '立即隐藏' },
  { left: (seconds) => `hidden in ${seconds} s`, hide: 'Hide now' },
)

/** The seconds that are left of the minute from when this is first drawn; at its end `onOver` is called. */
export function useMinute(onOver: () => void): number {
  const [left, setLeft] = useState(SHOWN_FOR)
  useEffect(() => {
    const ends = Date.now() + SHOWN_FOR * 1000
    const timer = setInterval(() => {
      const seconds = Math.ceil((ends - Date.now()) / 1000)
      setLeft(seconds)
      if (seconds <= 0) onOver()
    }, 500)
    return () => clearInterval(timer)
    // Counted once from the moment it is shown.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  return left
}

/** What was revealed of somebody, here for a minute and nowhere else. */
export function ForAMinute({ children, onHide }: { children: ReactNode; onHide: () => void }): ReactNode {
  const t = useMessages(words)
  const left = useMinute(onHide)
  return (
    <div className="revealed">
      {children}
      <p className="act-row"><span className="hint number">{t.left(left)}</span><Button onClick={onHide}>{t.hide}</Button></p>
    </div>
  )
}
