import type { ReactNode } from 'react'

import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Empty } from '../../../shared/ui/States.tsx'
import { words } from './messages.ts'

export default function HomePage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <Empty title={t.nothing}><p>{t.nothingHint}</p></Empty>
    </>
  )
}
