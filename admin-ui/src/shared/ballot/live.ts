import { useEffect, useState } from 'react'
import type { AnyVariables } from 'urql'

import type { Persisted } from '../persisted.ts'
import { Standing, TurnoutLive, type StandingSubscription, type TurnoutFragment } from './ballot.gql.ts'

export type StandingNow = StandingSubscription['ballotState']

/** Where a ballot stands, as the server last told; undefined until it has. */
export function useStanding(ballotId: string): StandingNow | undefined {
  return useLive(Standing, ballotId)?.ballotState
}

/** The turnout of a ballot, live. */
export function useTurnout(ballotId: string, follow = true): TurnoutFragment | undefined {
  return useLive(TurnoutLive, follow ? ballotId : null)?.participation
}

/** Follows one subscription about a ballot. The socket's module comes when it is first needed. */
function useLive<Result, Variables extends AnyVariables & { ballotId: string }>(
  subscription: Persisted<Result, Variables>, ballotId: string | null,
): Result | undefined {
  const [told, setTold] = useState<{ readonly of: string; readonly data: Result }>()
  useEffect(() => {
    if (ballotId === null) return undefined
    let stop: (() => void) | undefined
    let left = false
    const begin = async (): Promise<void> => {
      const { follow } = await import('../gqlLive.ts')
      if (left) return
      stop = follow(subscription as Persisted<Result, { ballotId: string }>, { ballotId }, (data) => setTold({ of: ballotId, data }))
    }
    // Without the module there is no live line; the page asks when it is opened, and casting asks the server anyway.
    begin().catch(() => undefined)
    return () => {
      left = true
      stop?.()
    }
  }, [subscription, ballotId])
  return told !== undefined && told.of === ballotId ? told.data : undefined
}
