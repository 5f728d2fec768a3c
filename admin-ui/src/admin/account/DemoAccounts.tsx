import { Button } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'

import { credentialsOf, readDemo, type Credentials, type Demo } from '../../shared/demo.ts'
import { useMessages, useReading } from '../../shared/i18n.tsx'
import { words } from './messages.ts'

interface Props {
  readonly onChoose: (typed: Credentials) => void
}

/** Who one may be in the demo city. Production has no such page to ask, and this is not shown there. */
export function DemoAccounts({ onChoose }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [demo, setDemo] = useState<Demo | null>(null)
  useEffect(() => {
    let shown = true
    readDemo().then((given) => shown && setDemo(given), () => undefined)
    return () => {
      shown = false
    }
  }, [])
  if (demo === null || demo.staff.length === 0) return null
  return (
    <section className="demo-accounts" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t.demo}</h2>
      <p className="hint">{t.demoHint}</p>
      <ul className="plain-list">
        {demo.staff.map((one) => (
          <li key={one.login}>
            <span>{language === 'zh' ? one.zh : one.en}<br /><code>{one.login}</code></span>
            <Button aria-label={`${t.use} ${one.login}`} onClick={() => void credentialsOf(one.login).then(onChoose)}>{t.use}</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
