import type { ReactNode } from 'react'

import { messages, useMessages } from '../../../shared/i18n.tsx'

const words = messages({ unread: '未读' }, { unread: 'Not read' })

/** Marks a notice that one has not opened, by a dot and in words; nothing where it was opened. */
export function Unread({ readAt }: { readAt: string | null }): ReactNode {
  const t = useMessages(words)
  return readAt === null ? <span className="tag go"><span aria-hidden="true">● </span>{t.unread}</span> : null
}
