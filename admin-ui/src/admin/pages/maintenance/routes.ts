import type { Page } from '../../pages.ts'

const CLERK = ['STREET_CLERK'] as const

export const pages: readonly Page[] = [
  {
    path: 'maintenance',
    title: { zh: '房屋维护', en: 'Register maintenance' },
    initials: 'fwwh',
    menu: { under: 'estates', order: 20 },
    roles: CLERK,
    load: () => import('./SetsPage.tsx'),
  },
  { path: 'maintenance/new', title: { zh: '申请房屋维护', en: 'Begin maintenance' }, roles: CLERK, load: () => import('./NewSetPage.tsx') },
  { path: 'maintenance/import', title: { zh: '导入房屋表格', en: 'Import a sheet' }, initials: 'drbg', roles: CLERK, load: () => import('./ImportPage.tsx') },
  { path: 'maintenance/:setId', title: { zh: '房屋维护', en: 'Register maintenance' }, roles: CLERK, load: () => import('./SetPage.tsx') },
  { path: 'maintenance/:setId/buildings/:buildingId', title: { zh: '修改房屋', en: 'Change units' }, roles: CLERK, load: () => import('./SetBuildingPage.tsx') },
  { path: 'maintenance/:setId/added/:newBuilding', title: { zh: '新增房屋', en: 'Add units' }, roles: CLERK, load: () => import('./SetBuildingPage.tsx') },
]
