import { useEffect, useState } from 'react'
import type { AnyVariables } from 'urql'

import { serverClock } from '../../../shared/clock.ts'
import type { Persisted } from '../../../shared/persisted.ts'

/** What a subscription told last, and when by the server's clock. */
export interface Told<Result> {
  readonly data: Result
  readonly at: number
}

/** Follows a subscription about one ballot while the page is shown; undefined until it has told something. */
export function useLive<Result, Variables extends AnyVariables & { id: string }>(
  subscription: Persisted<Result, Variables>, id: string, enabled: boolean,
): Told<Result> | undefined {
  const [told, setTold] = useState<Told<Result> & { readonly of: string }>()
  useEffect(() => {
    if (!enabled) return undefined
    let stop: (() => void) | undefined
    let left = false
    const begin = async (): Promise<void> => {
      const { follow } = await import('../../../shared/gqlLive.ts')
      if (left) return
      stop = follow(subscription as Persisted<Result, { id: string }>, { id }, (data) => setTold({ of: id, data, at: serverClock.now() }))
    }
    // Without the module there is no live line; the page has what it asked for when it was opened.
    begin().catch(() => undefined)
    return () => {
      left = true
      stop?.()
    }
  }, [subscription, id, enabled])
  return told?.of === id ? told : undefined
}
