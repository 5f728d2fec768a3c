import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  { path: '/me', load: () => import('./MePage.tsx'), bar: { order: 90, glyph: '☰', title: { zh: '我的', en: 'Mine' } } },
  { path: '/me/data', load: () => import('./MyDataPage.tsx') },
  { path: '/account-closed', open: true, load: () => import('./ClosedPage.tsx') },
]
