import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  {
    path: 'estates',
    title: { zh: '项目查询', en: 'Find an estate' },
    initials: 'xmcx',
    menu: { under: 'estates', order: 10 },
    load: () => import('./EstatesPage.tsx'),
  },
  { path: 'estates/:estateId', title: { zh: '小区信息', en: 'Estate' }, load: () => import('./EstatePage.tsx') },
  { path: 'estates/:estateId/buildings', title: { zh: '楼盘表', en: 'Building table' }, load: () => import('./BuildingsPage.tsx') },
  { path: 'estates/:estateId/buildings/:buildingId', title: { zh: '楼盘表', en: 'Building table' }, load: () => import('./UnitsPage.tsx') },
  { path: 'estates/:estateId/units', title: { zh: '全部房屋', en: 'All units' }, load: () => import('./UnitsPage.tsx') },
]
