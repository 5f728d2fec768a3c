import type { Page } from '../../pages.ts'

export const pages: readonly Page[] = [
  { path: '/', load: () => import('./HomePage.tsx'), bar: { order: 10, glyph: '⌂', title: { zh: '首页', en: 'Home' } } },
]
