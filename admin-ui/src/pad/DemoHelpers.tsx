import { useEffect, useState, type ReactNode } from 'react'

import { credentialsOf, readDemo, type Credentials, type Demo } from '../shared/demo.ts'
import { useMessages, useReading } from '../shared/i18n.tsx'
import { Button } from '../shared/ui/Button.tsx'
import { words } from './messages.ts'

interface Props {
  readonly onChoose: (typed: Credentials) => void
}

/** Who of the demo city may operate a PAD. Production has no such page to ask, and this is not shown there. */
export function DemoHelpers({ onChoose }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [helpers, setHelpers] = useState<Demo['staff']>([])
  useEffect(() => {
    let shown = true
    readDemo().then((given) => shown && setHelpers(given.staff.filter((one) => one.operates_pad)), () => undefined)
    return () => {
      shown = false
    }
  }, [])
  if (helpers.length === 0) return null
  return (
    <section className="demo-helpers" aria-labelledby="demo-helpers">
      <h2 id="demo-helpers">{t.demo}</h2>
      <p className="hint">{t.demoHint}</p>
      <ul>
        {helpers.map((one) => (
          <li key={one.login}>
            <span>{language === 'zh' ? one.zh : one.en}</span>
            <Button aria-label={`${t.use} ${one.login}`} onClick={() => void credentialsOf(one.login).then(onChoose)}>{t.use}</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
