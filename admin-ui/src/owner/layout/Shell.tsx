import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useClient } from 'urql'
import { Link, useLocation } from 'wouter'

import { perform } from '../../shared/asking.ts'
import { useMessages, useReading } from '../../shared/i18n.tsx'
import { useSession } from '../../shared/session.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { ConnectionLine } from '../../shared/ui/States.tsx'
import { LanguageSwitch, SizeSwitch } from '../../shared/ui/Switches.tsx'
import { SetLanguage } from '../account/sign_in.gql.ts'
import { IN_BAR, pageOf } from '../pages.ts'
import { words } from './messages.ts'

/** The frame around every page of the phone: sizes and language on top, the few main pages at the bottom. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { person } = useSession()
  const [path] = useLocation()
  const main = useRef<HTMLElement>(null)
  const before = useRef(path)
  useMessagesInTheSameLanguage()
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    window.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [path])
  return (
    <div className="shell">
      <a className="skip-link" href="#content">{t.toContent}</a>
      <Top />
      <main id="content" tabIndex={-1} ref={main}>
        <ConnectionLine />
        {children}
      </main>
      {person && IN_BAR.length > 0 && !pageOf(path)?.alone && (
        <nav className="bar" aria-label={t.navigation}>
          {IN_BAR.map(({ path: to, bar }) => (
            <Link key={to} href={to} aria-current={isWithin(path, to) ? 'page' : undefined}>
              <span aria-hidden="true">{bar?.glyph}</span>
              {bar?.title[language]}
            </Link>
          ))}
        </nav>
      )}
    </div>
  )
}

function Top(): ReactNode {
  const t = useMessages(words)
  const [open, setOpen] = useState(false)
  return (
    <header className="top">
      <div className="row">
        <Link className="product" href="/">{t.product}</Link>
        <LanguageSwitch />
        <Button look="link" aria-expanded={open} aria-controls="reading" onClick={() => setOpen(!open)}>
          <span className="letters" aria-hidden="true">A<b>A</b></span> {t.reading}
        </Button>
      </div>
      <div id="reading" hidden={!open}><SizeSwitch /></div>
    </header>
  )
}

const isWithin = (path: string, page: string): boolean => path === page || (page !== '/' && path.startsWith(`${page}/`))

/** Messages to the phone are written in the language that the person reads here. */
function useMessagesInTheSameLanguage(): void {
  const client = useClient()
  const { language } = useReading()
  const { person } = useSession()
  const other = person !== null && person !== undefined && person.language !== language
  useEffect(() => {
    if (other) void perform(client, SetLanguage, { input: { language } })
  }, [client, other, language])
}
