import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'

import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { words } from './messages.ts'

/** What became of an account that was closed: numbers of this visit, which nothing keeps. */
export interface Closed {
  readonly certificationsEnded: number
  readonly photosDeleted: number
  readonly votesKept: number
}

export default function ClosedPage(): ReactNode {
  const t = useMessages(words).leave
  const closed = useHistoryState<Closed | null>()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  useTitle(t.done)
  return (
    <>
      <h1 tabIndex={-1} ref={heading}>{t.done}</h1>
      {closed && <p>{t.what(closed.certificationsEnded, closed.photosDeleted, closed.votesKept)}</p>}
      <Link className="button primary wide" href="/">{t.go}</Link>
    </>
  )
}
