import type { ReactNode } from 'react'

import { useMessages, useTitle } from '../shared/i18n.tsx'
import { ConnectionLine } from '../shared/ui/States.tsx'
import { LanguageSwitch, SizeSwitch } from '../shared/ui/Switches.tsx'
import { words } from './messages.ts'

/** The desk's face. */
export function App(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  return (
    <main className="desk">
      <ConnectionLine />
      <div className="actions"><SizeSwitch /><LanguageSwitch /></div>
      <h1>{t.title}</h1>
      <p>{t.helperNeeded}</p>
    </main>
  )
}
