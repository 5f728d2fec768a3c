import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  { path: '/rating', load: () => import('./RatingPage.tsx') },
  { path: '/rating/estates/:estateId/:quarter?', load: () => import('./PublishedPage.tsx') },
  { path: '/rating/units/:unitId/:step?', load: () => import('./RatePage.tsx') },
]
