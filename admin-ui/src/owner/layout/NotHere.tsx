import type { ReactNode } from 'react'
import { Link } from 'wouter'

import { useMessages, useTitle } from '../../shared/i18n.tsx'
import { words } from './messages.ts'

export function NotHere(): ReactNode {
  const t = useMessages(words)
  useTitle(t.notHere)
  return (
    <>
      <h1 tabIndex={-1}>{t.notHere}</h1>
      <p>{t.notHereHint}</p>
      <Link className="button primary" href="/">{t.toHome}</Link>
    </>
  )
}
