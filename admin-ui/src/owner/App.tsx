import { lazy, Suspense, type ReactNode } from 'react'
import { Route, Switch } from 'wouter'

import { useSession } from '../shared/session.tsx'
import { Retry, Skeleton } from '../shared/ui/States.tsx'
import { SignInAgain } from './account/SignInAgain.tsx'
import { SignInPage } from './account/SignInPage.tsx'
import { NotHere } from './layout/NotHere.tsx'
import { PageBroken } from './layout/PageBroken.tsx'
import { Shell } from './layout/Shell.tsx'
import { MemoryProvider } from './memory.tsx'
import { pageOf, PAGES } from './pages.ts'

const ROUTES = PAGES.map((page) => ({ ...page, Component: lazy(page.load) }))

// The page of the address is fetched while it is still being asked who is there.
pageOf(location.pathname)?.load().catch(() => undefined)

/** The owner's face: the page of the address, or first the way in. */
export function App(): ReactNode {
  const { person, last, trouble, expired, again } = useSession()
  if (person === undefined) return <Shell>{trouble ? <Retry trouble={trouble} onRetry={again} /> : <Skeleton />}</Shell>
  return (
    <MemoryProvider>
      <Shell>
        {expired && last && <SignInAgain accountId={last.accountId} />}
        {/* What a page holds stays while its session has ended, out of sight: it may be somebody else who looks. */}
        <div className="page" hidden={expired}>
          <PageBroken>
            <Suspense fallback={<Skeleton />}>
              <Switch>
                {ROUTES.map(({ path, open, Component }) => (
                  <Route key={path} path={path}>{person !== null || expired || open ? <Component /> : <SignInPage />}</Route>
                ))}
                <Route><NotHere /></Route>
              </Switch>
            </Suspense>
          </PageBroken>
        </div>
      </Shell>
    </MemoryProvider>
  )
}
