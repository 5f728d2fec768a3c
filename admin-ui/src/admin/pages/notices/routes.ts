import type { Page } from '../../pages.ts'

const WRITERS = ['STREET_CLERK', 'PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY'] as const

export const pages: readonly Page[] = [
  {
    path: 'notices',
    title: { zh: '公示发布', en: 'Notices' },
    initials: 'gsfb',
    menu: { under: 'notices', order: 10 },
    roles: ['STREET_CLERK', 'STREET_REVIEWER', 'PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY', 'DISTRICT', 'CITY', 'AUDITOR'],
    load: () => import('./NoticesPage.tsx'),
  },
  {
    path: 'notice-reviews',
    title: { zh: '公示审核', en: 'Review of notices' },
    initials: 'gssh',
    menu: { under: 'notices', order: 20 },
    roles: ['STREET_REVIEWER'],
    load: () => import('./ReviewsPage.tsx'),
  },
  {
    path: 'notices/new',
    title: { zh: '新增公示公告', en: 'Write a notice' },
    initials: 'xzgsgg',
    roles: WRITERS,
    load: () => import('./WritePage.tsx'),
  },
  { path: 'notices/:noticeId', title: { zh: '公示公告', en: 'Notice' }, load: () => import('./NoticePage.tsx') },
  { path: 'notices/:noticeId/reach', title: { zh: '送达名单', en: 'Units by reach' }, load: () => import('./ReachPage.tsx') },
  { path: 'notices/:noticeId/reach/print', title: { zh: '送达名单（打印）', en: 'Units by reach, to print' }, load: () => import('./ReachPrintPage.tsx') },
  { path: 'notices/:noticeId/edit', title: { zh: '修改公示公告', en: 'Change a notice' }, roles: WRITERS, load: () => import('./WritePage.tsx') },
]
