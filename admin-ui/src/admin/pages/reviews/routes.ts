import type { Role } from '../../../shared/session.gql.ts'
import type { Page } from '../../pages.ts'

// Who may read about people; the street decides.
const roles: readonly Role[] = ['STREET_CLERK', 'STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR']

export const pages: readonly Page[] = [
  {
    path: 'manual-reviews',
    title: { zh: '人工认证', en: 'Manual reviews' },
    initials: 'rgrz',
    menu: { under: 'service', order: 50 },
    roles,
    load: () => import('./ReviewsPage.tsx'),
  },
  { path: 'manual-reviews/:reviewId', title: { zh: '人工认证', en: 'Manual review' }, load: () => import('./ReviewPage.tsx') },
]
