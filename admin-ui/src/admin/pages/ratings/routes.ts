import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  {
    path: 'ratings',
    title: { zh: '物业评价', en: 'Ratings of companies' },
    initials: 'wypj',
    menu: { under: 'service', order: 70 },
    roles: ['STREET_CLERK', 'STREET_REVIEWER', 'PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY', 'DISTRICT', 'CITY', 'AUDITOR'],
    load: () => import('./RatingsPage.tsx'),
  },
  { path: 'ratings/:estateId', title: { zh: '小区物业评价', en: 'Ratings of an estate' }, load: () => import('./EstateRatingsPage.tsx') },
]
