import type { ReactNode } from 'react'
import { Link } from 'wouter'

import { useMessages } from '../../shared/i18n.tsx'
import { words } from './messages.ts'

/** The way to the page above, by its name. */
export function Back({ to, children }: { to: string; children?: ReactNode }): ReactNode {
  const t = useMessages(words)
  return <Link className="back" href={to}><span aria-hidden="true">‹ </span>{children ?? t.back}</Link>
}
