import { Button } from 'antd'
import type { ReactNode } from 'react'

import { useMessages, useTitle } from '../../shared/i18n.tsx'
import { words } from './messages.ts'

export function NotHere(): ReactNode {
  const t = useMessages(words)
  useTitle(t.notHere)
  return (
    <>
      <h1 tabIndex={-1}>{t.notHere}</h1>
      <p>{t.notHereHint}</p>
    </>
  )
}

/** A page that threw, or whose code did not arrive. */
export function PageBroken(): ReactNode {
  const t = useMessages(words)
  return (
    <div role="alert">
      <h1 tabIndex={-1}>{t.broken}</h1>
      <p>{t.brokenHint}</p>
      <Button type="primary" onClick={() => location.reload()}>{t.reload}</Button>
    </div>
  )
}
