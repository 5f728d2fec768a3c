import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  {
    path: 'today',
    title: { zh: '待办事项', en: 'To do' },
    initials: 'dbsx',
    menu: { under: 'today', order: 10 },
    load: () => import('./TodayPage.tsx'),
  },
]
