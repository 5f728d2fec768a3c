import type { Role } from '../../../shared/session.gql.ts'
import type { Page } from '../../pages.ts'

/** Who reads complaints and repairs, as domain/rules/policy.py has it. */
const READING: readonly Role[] = ['PROPERTY_COMPANY', 'STREET_CLERK', 'STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR']

export const pages: readonly Page[] = [
  {
    path: 'tickets',
    title: { zh: '投诉报修', en: 'Complaints and repairs' },
    initials: 'tsbx',
    menu: { under: 'service', order: 60 },
    roles: READING,
    load: () => import('./QueuePage.tsx'),
  },
  {
    path: 'tickets/figures',
    title: { zh: '投诉报修统计', en: 'Complaints and repairs: figures' },
    initials: 'tsbxtj',
    menu: { under: 'service', order: 65 },
    roles: READING,
    load: () => import('./FiguresPage.tsx'),
  },
  { path: 'tickets/:ticketId', title: { zh: '投诉报修', en: 'Complaint or repair' }, load: () => import('./TicketPage.tsx') },
]
