import { useEffect, useState, type ReactNode } from 'react'

import { useMessages, useReading } from '../shared/i18n.tsx'
import { Button } from '../shared/ui/Button.tsx'
import { words } from './messages.ts'

interface Demo {
  readonly password: string
  readonly totp: { readonly code: string }
  readonly staff: readonly { readonly login: string; readonly zh: string; readonly en: string; readonly operates_pad: boolean }[]
}

interface Props {
  readonly onChoose: (typed: { login: string; password: string; totp: string }) => void
}

const read = async (): Promise<Demo> => (await fetch('/demo.json')).json() as Promise<Demo>

/** Who of the demo city may operate a PAD. Production has no such page to ask, and this is not shown there. */
export function DemoHelpers({ onChoose }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [helpers, setHelpers] = useState<Demo['staff']>([])
  useEffect(() => {
    let shown = true
    read().then((given) => shown && setHelpers(given.staff.filter((one) => one.operates_pad)), () => undefined)
    return () => {
      shown = false
    }
  }, [])
  if (helpers.length === 0) return null
  const choose = async (login: string): Promise<void> => {
    // Asked anew: the one-time password changes while the page is open.
    const { password, totp } = await read()
    onChoose({ login, password, totp: totp.code })
  }
  return (
    <section className="demo-helpers" aria-labelledby="demo-helpers">
      <h2 id="demo-helpers">{t.demo}</h2>
      <p className="hint">{t.demoHint}</p>
      <ul>
        {helpers.map((one) => (
          <li key={one.login}>
            <span>{language === 'zh' ? one.zh : one.en}</span>
            <Button aria-label={`${t.use} ${one.login}`} onClick={() => void choose(one.login)}>{t.use}</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
