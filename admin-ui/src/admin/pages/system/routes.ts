import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  {
    path: 'accounts',
    title: { zh: '用户与权限', en: 'Users and roles' },
    initials: 'yhyqx',
    menu: { under: 'system', order: 10 },
    roles: ['SYSTEM_ADMINISTRATOR', 'CITY', 'DISTRICT', 'STREET_REVIEWER', 'STREET_CLERK'],
    load: () => import('./AccountsPage.tsx'),
  },
  {
    path: 'audit',
    title: { zh: '操作记录', en: 'Audit trail' },
    initials: 'czjl',
    menu: { under: 'system', order: 20 },
    roles: ['AUDITOR', 'CITY', 'DISTRICT', 'STREET_REVIEWER', 'STREET_CLERK'],
    load: () => import('./AuditPage.tsx'),
  },
]
