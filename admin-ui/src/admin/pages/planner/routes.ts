import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  { path: 'ballots/:ballotId/planner', title: { zh: '缺口与上门名单', en: 'Gap and visits' }, load: () => import('./PlannerPage.tsx') },
  { path: 'ballots/:ballotId/planner/print', title: { zh: '上门名单（打印）', en: 'Visits to print' }, load: () => import('./PrintPage.tsx') },
]
