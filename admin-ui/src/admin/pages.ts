import type { ComponentType } from 'react'

import type { Role } from '../shared/session.gql.ts'

/** Where work begins, then the guide's menus in its order, what owners ask for besides, and the system's own. */
export const MENUS = ['today', 'estates', 'committees', 'notices', 'ballots', 'service', 'system'] as const
export type MenuKey = (typeof MENUS)[number]

/** One page of an area. `pages/<area>/routes.ts` exports a list of them as `pages`, and that is all there is to do. */
export interface Page {
  /** After /admin/, such as `estates/:estateId/buildings`. */
  readonly path: string
  /** What the menu, the palette and the window call it. */
  readonly title: { readonly zh: string; readonly en: string }
  readonly load: () => Promise<{ default: ComponentType }>
  /** In which menu it stands, and where; a page without it is reached from others. */
  readonly menu?: { readonly under: MenuKey; readonly order: number }
  /** The pinyin initials by which the palette finds it. */
  readonly initials?: string
  /** To whom the menu and the palette show it; the API decides what anybody may really do. */
  readonly roles?: readonly Role[]
}

const found = import.meta.glob<{ pages: readonly Page[] }>('./pages/*/routes.ts', { eager: true })

export const PAGES: readonly Page[] = Object.values(found).flatMap((area) => area.pages)

/** The pages that stand in menus for somebody with these roles, in the menus' order. */
export function pagesFor(roles: readonly Role[]): readonly Page[] {
  return PAGES.filter((page) => page.menu && (page.roles === undefined || page.roles.some((role) => roles.includes(role))))
    .toSorted((one, other) => MENUS.indexOf(one.menu!.under) - MENUS.indexOf(other.menu!.under) || one.menu!.order - other.menu!.order)
}
