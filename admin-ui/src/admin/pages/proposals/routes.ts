import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  {
    path: 'proposals',
    title: { zh: '新增项目', en: 'Propose an estate' },
    initials: 'xzxm',
    menu: { under: 'estates', order: 30 },
    roles: ['STREET_CLERK'],
    load: () => import('./ProposePage.tsx'),
  },
  {
    path: 'proposals/decide',
    title: { zh: '项目受理', en: 'Decide on proposals' },
    initials: 'xmsl',
    menu: { under: 'estates', order: 40 },
    roles: ['DISTRICT', 'CITY', 'STREET_REVIEWER', 'AUDITOR'],
    load: () => import('./DecidePage.tsx'),
  },
]
