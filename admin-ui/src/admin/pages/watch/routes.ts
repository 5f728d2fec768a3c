import type { Role } from '../../../shared/session.gql.ts'
import type { Page } from '../../pages.ts'

const WATCHING: readonly Role[] = ['STREET_CLERK', 'STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR', 'SYSTEM_ADMINISTRATOR']

export const pages: readonly Page[] = [
  {
    path: 'alarms',
    title: { zh: '警报处理', en: 'Alarms' },
    initials: 'jbcl',
    menu: { under: 'system', order: 40 },
    roles: WATCHING,
    load: () => import('./AlarmsPage.tsx'),
  },
  {
    path: 'deliveries',
    title: { zh: '短信送达', en: 'Messages' },
    initials: 'dxsd',
    menu: { under: 'system', order: 50 },
    roles: [...WATCHING, 'PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY'],
    load: () => import('./DeliveriesPage.tsx'),
  },
]
