import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  { path: '/tickets', load: () => import('./TicketsPage.tsx'), bar: { order: 40, glyph: '⚒', title: { zh: '报修', en: 'Repairs' } } },
  { path: '/tickets/new', load: () => import('./FilePage.tsx') },
  { path: '/tickets/:ticketId', load: () => import('./TicketPage.tsx') },
]
