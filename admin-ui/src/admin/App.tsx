import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { useMemo, type ReactNode } from 'react'
import { createBrowserRouter, Navigate } from 'react-router'
import { RouterProvider } from 'react-router/dom'

import { useReading } from '../shared/i18n.tsx'
import { useSession } from '../shared/session.tsx'
import { Retry, Skeleton } from '../shared/ui/States.tsx'
import { SignInPage } from './account/SignInPage.tsx'
import { NotHere, PageBroken } from './layout/NotHere.tsx'
import { Shell } from './layout/Shell.tsx'
import { PAGES } from './pages.ts'
import { themeFor } from './theme.ts'

// The server's nonce for this answer: what Ant Design styles by script is allowed by it and by nothing else.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

const router = createBrowserRouter(
  [
    {
      Component: Shell,
      children: [
        { index: true, element: <Navigate to="/today" replace /> },
        ...PAGES.map((page) => ({
          path: page.path,
          lazy: async () => ({ Component: (await page.load()).default }),
          ErrorBoundary: PageBroken,
          HydrateFallback: Skeleton,
        })),
        { path: '*', Component: NotHere },
      ],
    },
  ],
  { basename: '/admin' },
)

/** The staff's face: nobody is anywhere before they have signed in. */
export function App(): ReactNode {
  const { language, size } = useReading()
  const theme = useMemo(() => themeFor(size), [size])
  return (
    <ConfigProvider csp={{ nonce }} locale={language === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
      <Entrance />
    </ConfigProvider>
  )
}

function Entrance(): ReactNode {
  const { person, trouble, expired, again } = useSession()
  if (person === undefined) return trouble ? <Retry trouble={trouble} onRetry={again} /> : <Skeleton />
  // Whose session ended signs in again over the page, which keeps what was typed.
  if (person === null && !expired) return <SignInPage />
  return <RouterProvider router={router} />
}
