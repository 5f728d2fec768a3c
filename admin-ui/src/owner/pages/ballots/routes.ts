import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  { path: '/ballots', load: () => import('./BallotsPage.tsx'), bar: { order: 20, glyph: '✓', title: { zh: '投票', en: 'Ballots' } } },
  { path: '/ballots/:ballotId', load: () => import('./BallotPage.tsx') },
  { path: '/ballots/:ballotId/vote/:step?', load: () => import('./VotePage.tsx'), alone: true },
  { path: '/ballots/:ballotId/receipt', load: () => import('./ReceiptPage.tsx') },
  { path: '/ballots/:ballotId/result', load: () => import('./ResultPage.tsx') },
  { path: '/ballots/:ballotId/units', load: () => import('./UnitVotesPage.tsx') },
  { path: '/recount', load: () => import('./RecountPage.tsx'), open: true },
]
