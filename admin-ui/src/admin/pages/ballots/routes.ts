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
    path: 'ballots/new',
    title: { zh: '启动投票', en: 'Start a ballot' },
    initials: 'qdtp',
    menu: { under: 'ballots', order: 15 },
    roles: ['PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY', 'STREET_CLERK'],
    load: () => import('./NewBallotPage.tsx'),
  },
  {
    path: 'ballots/:ballotId/edit',
    title: { zh: '启动投票', en: 'Start a ballot' },
    load: () => import('./WizardPage.tsx'),
  },
  { path: 'ballots/:ballotId/result', title: { zh: '计票结果', en: 'Result' }, load: () => import('./ResultPage.tsx') },
  { path: 'ballots/:ballotId/result/print', title: { zh: '计票结果（打印）', en: 'Result to print' }, load: () => import('./ResultPage.tsx') },
  { path: 'ballots/:ballotId/units', title: { zh: '各户是否投票', en: 'Which units voted' }, load: () => import('./UnitVotesPage.tsx') },
  {
    path: 'ballots/:ballotId',
    title: { zh: '投票详情', en: 'Ballot' },
    load: () => import('./BallotPage.tsx'),
  },
]
