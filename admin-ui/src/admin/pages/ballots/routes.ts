import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  {
    path: 'ballots',
    title: { zh: '投票管理', en: 'Ballots' },
    initials: 'tpgl',
    menu: { under: 'ballots', order: 10 },
    roles: ['PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY', 'STREET_CLERK', 'STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR'],
    load: () => import('./BallotsPage.tsx'),
  },
  {
    path: 'ballots/review',
    title: { zh: '投票审核', en: 'Ballot review' },
    initials: 'tpsh',
    menu: { under: 'ballots', order: 20 },
    roles: ['STREET_REVIEWER'],
    load: () => import('./ReviewQueuePage.tsx'),
  },
  {
    path: 'ballots/:ballotId',
    title: { zh: '投票详情', en: 'Ballot' },
    load: () => import('./BallotPage.tsx'),
  },
]
