import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  { path: '/units', load: () => import('./UnitsPage.tsx') },
  { path: '/certify/:step?', load: () => import('./CertifyPage.tsx') },
]
