import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  { path: '/notices', load: () => import('./NoticesPage.tsx'), bar: { order: 30, glyph: '▤', title: { zh: '公告', en: 'Notices' } } },
  { path: '/notices/:noticeId', load: () => import('./NoticePage.tsx') },
]
