import { Button } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'

import { useMessages, useReading } from '../../shared/i18n.tsx'
import { words } from './messages.ts'

interface Demo {
  readonly password: string
  readonly totp: { readonly code: string }
  readonly staff: readonly { readonly login: string; readonly zh: string; readonly en: string }[]
}

interface Props {
  readonly onChoose: (typed: { login: string; password: string; totp: string }) => void
}

const read = async (): Promise<Demo> => (await fetch('/demo.json')).json() as Promise<Demo>

/** Who one may be in the demo city. Production has no such page to ask, and this is not shown there. */
export function DemoAccounts({ onChoose }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [demo, setDemo] = useState<Demo | null>(null)
  useEffect(() => {
    let shown = true
    read().then((given) => shown && setDemo(given), () => undefined)
    return () => {
      shown = false
    }
  }, [])
  if (demo === null || demo.staff.length === 0) return null
  const choose = async (login: string): Promise<void> => {
    // Asked anew: the one-time password changes while the page is open.
    const { password, totp } = await read()
    onChoose({ login, password, totp: totp.code })
  }
  return (
    <section className="demo-accounts" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t.demo}</h2>
      <p className="hint">{t.demoHint}</p>
      <ul className="plain-list">
        {demo.staff.map((one) => (
          <li key={one.login}>
            <span>{language === 'zh' ? one.zh : one.en}<br /><code>{one.login}</code></span>
            <Button aria-label={`${t.use} ${one.login}`} onClick={() => void choose(one.login)}>{t.use}</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
