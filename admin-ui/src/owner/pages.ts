import type { ComponentType } from 'react'

/** One page of the phone. `pages/<area>/routes.ts` exports a list of them as `pages`, and that is all there is to do. */
export interface Page {
  /** The whole path, such as `/ballots/:ballotId`. */
  readonly path: string
  readonly load: () => Promise<{ default: ComponentType }>
  /** Its place in the bar at the bottom, for the few that stand there. */
  readonly bar?: { readonly order: number; readonly glyph: string; readonly title: { readonly zh: string; readonly en: string } }
  /** Whether it is for everybody; any other asks to sign in first. */
  readonly open?: true
}

const found = import.meta.glob<{ pages: readonly Page[] }>('./pages/*/routes.ts', { eager: true })

export const PAGES: readonly Page[] = Object.values(found).flatMap((area) => area.pages)
export const IN_BAR = PAGES.filter((page) => page.bar !== undefined).toSorted((one, other) => one.bar!.order - other.bar!.order)
