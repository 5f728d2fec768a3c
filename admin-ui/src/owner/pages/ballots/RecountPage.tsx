import type { ReactNode } from 'react'

import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { words } from './resultMessages.ts'

/** How anybody can count a ballot again from its file. */
export default function RecountPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.recountTitle)
  return (
    <>
      <Button look="link" className="back" onClick={() => history.back()}><span aria-hidden="true">‹ </span>{t.back}</Button>
      <h1 tabIndex={-1}>{t.recountTitle}</h1>
      {t.recount.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
      <p className="note"><code>gongjue recount ballot.json</code></p>
    </>
  )
}
