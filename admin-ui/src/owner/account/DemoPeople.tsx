import { useEffect, useState, type ReactNode } from 'react'

import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { words } from './messages.ts'

interface Demo {
  readonly people: readonly { readonly key: string; readonly name: string; readonly phone: string; readonly estate: string }[]
}

/** Whom one may be in the demo city, and where their codes appear. Production shows nothing of it. */
export function DemoPeople({ onChoose }: { onChoose: ((phone: string) => void) | undefined }): ReactNode {
  const t = useMessages(words)
  const [people, setPeople] = useState<Demo['people']>([])
  useEffect(() => {
    let shown = true
    fetch('/demo.json').then((answer) => answer.json() as Promise<Demo>).then((demo) => shown && setPeople(demo.people), () => undefined)
    return () => {
      shown = false
    }
  }, [])
  return (
    <section className="demo" aria-labelledby="demo">
      <h2 id="demo">{t.demo}</h2>
      <p className="hint">{t.demoHint}</p>
      <p><a href="/demo/outbox">{t.outbox}</a></p>
      {onChoose && (
        <ul className="choices">
          {people.map((one) => (
            <li key={one.key}><Button className="choice" onClick={() => onChoose(one.phone)}>{`${one.name} · ${one.estate} · ${one.phone}`}</Button></li>
          ))}
        </ul>
      )}
    </section>
  )
}
