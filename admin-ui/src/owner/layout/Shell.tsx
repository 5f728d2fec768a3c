import { useEffect, useRef, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'

import { useMessages, useReading } from '../../shared/i18n.tsx'
import { useSession } from '../../shared/session.tsx'
import { ConnectionLine } from '../../shared/ui/States.tsx'
import { LanguageSwitch, SizeSwitch } from '../../shared/ui/Switches.tsx'
import { IN_BAR } from '../pages.ts'
import { words } from './messages.ts'

/** The frame around every page of the phone: sizes and language on top, the few main pages at the bottom. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { person } = useSession()
  const [path] = useLocation()
  const main = useRef<HTMLElement>(null)
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    window.scrollTo(0, 0)
    main.current?.focus()
  }, [path])
  return (
    <div className="shell">
      <a className="skip-link" href="#content">{t.toContent}</a>
      <header className="top">
        <span className="product">{t.product}</span>
        <LanguageSwitch />
        <SizeSwitch />
      </header>
      <main id="content" tabIndex={-1} ref={main}>
        <ConnectionLine />
        {children}
      </main>
      {person && IN_BAR.length > 0 && (
        <nav className="bar" aria-label={t.navigation}>
          {IN_BAR.map(({ path: to, bar }) => (
            <Link key={to} href={to} aria-current={to === path ? 'page' : undefined}>
              <span aria-hidden="true">{bar?.glyph}</span>
              {bar?.title[language]}
            </Link>
          ))}
        </nav>
      )}
    </div>
  )
}
