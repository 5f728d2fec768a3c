import { lazy, Suspense, type ReactNode } from 'react'
import { Route, Switch } from 'wouter'

import { useSession } from '../shared/session.tsx'
import { Retry, Skeleton } from '../shared/ui/States.tsx'
import { SignInPage } from './account/SignInPage.tsx'
import { NotHere } from './layout/NotHere.tsx'
import { Shell } from './layout/Shell.tsx'
import { PAGES } from './pages.ts'

const ROUTES = PAGES.map((page) => ({ ...page, Component: lazy(page.load) }))

/** The owner's face: the page of the address, or first the way in. */
export function App(): ReactNode {
  const { person, trouble, again } = useSession()
  if (person === undefined) return <Shell>{trouble ? <Retry trouble={trouble} onRetry={again} /> : <Skeleton />}</Shell>
  return (
    <Shell>
      <Suspense fallback={<Skeleton />}>
        <Switch>
          {ROUTES.map(({ path, open, Component }) => (
            <Route key={path} path={path}>{person !== null || open ? <Component /> : <SignInPage />}</Route>
          ))}
          <Route><NotHere /></Route>
        </Switch>
      </Suspense>
    </Shell>
  )
}
