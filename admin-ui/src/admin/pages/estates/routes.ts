import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  {
    path: 'estates',
    title: { zh: '项目查询', en: 'Find an estate' },
    initials: 'xmcx',
    menu: { under: 'estates', order: 10 },
    load: () => import('./EstatesPage.tsx'),
  },
]
