import type { ComponentType } from 'react'

/** One page of the phone. `pages/<area>/routes.ts` exports a list of them as `pages`, and that is all there is to do. */
export interface Page {
  /** The whole path, such as `/ballots/:ballotId`; `:name?` may be left out of an address. */
  readonly path: string
  readonly load: () => Promise<{ default: ComponentType }>
  /** Its place in the bar at the bottom, for the few that stand there. */
  readonly bar?: { readonly order: number; readonly glyph: string; readonly title: { readonly zh: string; readonly en: string } }
  /** Whether it is for everybody; any other asks to sign in first. */
  readonly open?: true
  /** Whether it stands without the bar: where somebody must not stray by a slip of the thumb. */
  readonly alone?: true
}

const found = import.meta.glob<{ pages: readonly Page[] }>('./pages/*/routes.ts', { eager: true })

export const PAGES: readonly Page[] = Object.values(found).flatMap((area) => area.pages)
export const IN_BAR = PAGES.filter((page) => page.bar !== undefined).sort((one, other) => one.bar!.order - other.bar!.order)

/** The page of an address, or none. */
export function pageOf(address: string): Page | undefined {
  const parts = address.split('/').filter(Boolean)
  return PAGES.find(({ path }) => {
    const wanted = path.split('/').filter(Boolean)
    const required = wanted.filter((part) => !part.endsWith('?')).length
    return parts.length >= required && parts.length <= wanted.length && parts.every((part, at) => wanted[at]!.startsWith(':') || wanted[at] === part)
  })
}
