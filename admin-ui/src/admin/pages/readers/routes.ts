import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  {
    path: 'readers',
    title: { zh: '读卡器', en: 'Card readers' },
    initials: 'dkq',
    menu: { under: 'system', order: 30 },
    roles: ['STREET_CLERK', 'STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR'],
    load: () => import('./ReadersPage.tsx'),
  },
  {
    path: 'pad-sessions',
    title: { zh: 'PAD 投票记录', en: 'PAD sessions' },
    initials: 'padtpjl',
    menu: { under: 'ballots', order: 60 },
    roles: ['STREET_CLERK', 'STREET_REVIEWER', 'PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY', 'DISTRICT', 'CITY', 'AUDITOR'],
    load: () => import('./SessionsPage.tsx'),
  },
  { path: 'pad-sessions/:sessionId', title: { zh: 'PAD 投票记录', en: 'PAD session' }, load: () => import('./SessionPage.tsx') },
]
