import { useCallback, useEffect, useRef, useState } from 'react'

import type { Trouble } from '../gqlClient.ts'
import { useMessages } from '../i18n.tsx'
import { words } from './messages.ts'
import { faultOfRequest } from './requested.ts'

/** How a command that asks for the short-lived addresses of photos came out. */
export type Addresses =
  | { readonly kind: 'done'; readonly value: { readonly addresses: readonly { readonly photoId: string; readonly address: string }[] } }
  | { readonly kind: 'refused'; readonly refusal: { readonly __typename: string } }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }

export interface ShownPhotos {
  /** Where the browser has each photo that was fetched, by its id; null before anybody asked. */
  readonly fetched: ReadonlyMap<string, string> | null
  readonly wrong: string | null
  /** Asks for the addresses and fetches what is behind them while they last. */
  readonly show: () => Promise<void>
}

const NONE: ReadonlyMap<string, string> = new Map()

/** Photos that somebody looks at. Their addresses last a minute and belong to this session, so what is behind them is
 * fetched at once and held by the page until it is left. Looking is on record: it is asked for, not done by the way. */
export function useShownPhotos(ask: () => Promise<Addresses>): ShownPhotos {
  const t = useMessages(words)
  const [fetched, setFetched] = useState<ReadonlyMap<string, string> | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const held = useRef(NONE)
  const latest = useRef({ ask, notShown: t.notShown })
  useEffect(() => {
    latest.current = { ask, notShown: t.notShown }
  })
  const show = useCallback(async () => {
    const answered = await latest.current.ask()
    if (answered.kind !== 'done') {
      setWrong(faultOfRequest(answered))
      return
    }
    const { addresses } = answered.value
    const found = await fetchedBehind(addresses)
    if (found.size < addresses.length) {
      // On a slow line a minute may be over before the last one came: the missing ones get new addresses, once.
      const anew = await latest.current.ask()
      if (anew.kind === 'done') {
        const missing = anew.value.addresses.filter((one) => !found.has(one.photoId))
        for (const [id, at] of await fetchedBehind(missing)) found.set(id, at)
      }
    }
    release(held.current)
    held.current = found
    setFetched(found)
    setWrong(found.size < addresses.length ? latest.current.notShown : null)
  }, [])
  useEffect(() => () => release(held.current), [])
  return { fetched, wrong, show }
}

async function fetchedBehind(addresses: readonly { readonly photoId: string; readonly address: string }[]): Promise<Map<string, string>> {
  const found = await Promise.all(addresses.map(async ({ photoId, address }) => [photoId, await fetchedFrom(address)] as const))
  return new Map(found.flatMap(([id, at]) => (at === null ? [] : [[id, at] as const])))
}

async function fetchedFrom(address: string): Promise<string | null> {
  try {
    const answer = await fetch(address, { credentials: 'same-origin' })
    return answer.ok ? URL.createObjectURL(await answer.blob()) : null
  } catch {
    return null
  }
}

function release(photos: ReadonlyMap<string, string>): void {
  for (const at of photos.values()) URL.revokeObjectURL(at)
}
