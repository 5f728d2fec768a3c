import { Button } from 'antd'
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { NavLink, Outlet, useLocation, useNavigationType } from 'react-router'

import { useCommand } from '../../shared/asking.ts'
import { useMessages, useReading } from '../../shared/i18n.tsx'
import { SignOut } from '../../shared/session.gql.ts'
import { useSession, type Person } from '../../shared/session.tsx'
import { ConnectionLine } from '../../shared/ui/States.tsx'
import { LanguageSwitch, SizeSwitch } from '../../shared/ui/Switches.tsx'
import { SignInAgain } from '../account/SignInAgain.tsx'
import { MENUS, pagesFor, type Page } from '../pages.ts'
import { afterAsking } from '../ui/Leaving.tsx'
import { roleNames } from '../ui/roles.ts'
import { words } from './messages.ts'
import { Palette } from './Palette.tsx'

/** The frame around every page: the guide's menus, who one is, the palette. */
export function Shell(): ReactNode {
  const t = useMessages(words)
  const { last, expired } = useSession()
  const pages = pagesFor((last?.roles ?? []).map((one) => one.role))
  const [finding, setFinding] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      // What is typed in a dialog would be lost by going elsewhere.
      if (document.querySelector('dialog.dialog[open]') === null) setFinding(true)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  const main = useFocusOnArrival()
  return (
    <div className="shell">
      <a className="skip-link" href="#content">{t.toContent}</a>
      <header className="shell-top">
        <span className="product">{t.product}</span>
        <Button onClick={() => setFinding(true)}>{t.find} <kbd>{t.shortcut}</kbd></Button>
        <SizeSwitch />
        <LanguageSwitch />
        {last && <Account person={last} />}
      </header>
      <MainMenu pages={pages} />
      <main id="content" tabIndex={-1} ref={main}>
        <ConnectionLine />
        <Outlet />
      </main>
      {finding && <Palette pages={pages} onClose={() => setFinding(false)} />}
      {expired && last && <SignInAgain accountId={last.accountId} />}
    </div>
  )
}

function Account({ person }: { person: Person }): ReactNode {
  const t = useMessages(words)
  const roles = useMessages(roleNames)
  const { renew } = useSession()
  const signOut = useCommand(SignOut)
  const [role] = person.roles
  return (
    <div className="account">
      <span>{person.maskedName} · {role && `${role.scopeName} ${roles[role.role]}`}</span>
      <Button aria-busy={signOut.busy || undefined} onClick={() => afterAsking(() => void signOut.run({}).then(renew))}>{t.signOut}</Button>
    </div>
  )
}

/** The menus beside the page; where the window is narrow or enlarged they fold into one button over it, or every page
 * would begin below all of them. */
function MainMenu({ pages }: { pages: readonly Page[] }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { key } = useLocation()
  const [openAt, setOpenAt] = useState<string | null>(null)
  const open = openAt === key
  return (
    <nav className={open ? 'main-menu open' : 'main-menu'} aria-label={t.menu}>
      <Button className="menu-switch" aria-expanded={open} onClick={() => setOpenAt(open ? null : key)}>
        <span aria-hidden="true">☰ </span>{t.menu}
      </Button>
      {MENUS.map((menu) => {
        const inside = pages.filter((page) => page.menu?.under === menu)
        return inside.length === 0 ? null : (
          <div key={menu} role="group" aria-labelledby={`menu-${menu}`}>
            <h2 id={`menu-${menu}`}>{t.menus[menu]}</h2>
            <ul className="plain-list">
              {inside.map((page) => <li key={page.path}><NavLink to={`/${page.path}`} end>{page.title[language]}</NavLink></li>)}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}

/** After a change of page the focus is where the page begins, as after any load; back and forward keep their place. */
function useFocusOnArrival(): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const arrival = useNavigationType()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    main.current?.focus({ preventScroll: true })
    if (arrival !== 'POP') window.scrollTo(0, 0)
  }, [pathname, arrival])
  return main
}
