import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  { path: '/manual-review', load: () => import('./AskPage.tsx') },
  { path: '/manual-review/:reviewId', load: () => import('./FollowPage.tsx') },
]
