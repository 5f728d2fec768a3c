import { useEffect, useRef } from 'react'

import { BallotProgressLive } from '../ballots/ballot.gql.ts'
import { useLive } from '../ballots/live.ts'

/** At most so often is a plan worked out anew while votes come in: it is a fifth of a second's work for a large estate. */
const AT_MOST_EVERY = 3_000

/** Asks again when somebody has voted since; `enabled` while there is something to follow. */
export function useFollowed(ballotId: string, again: () => void, enabled: boolean): void {
  const told = useLive(BallotProgressLive, ballotId, enabled)
  const now = told?.data.participation
  const state = now && `${now.state} ${now.whole.castUnits} ${now.closesAt ?? ''}`
  const seen = useRef<string | undefined>(undefined)
  const asked = useRef(0)
  useEffect(() => {
    if (state === undefined || seen.current === state) return undefined
    if (seen.current === undefined) {
      seen.current = state
      asked.current = Date.now()
    }
    const timer = setTimeout(() => {
      seen.current = state
      asked.current = Date.now()
      again()
    }, Math.max(0, asked.current + AT_MOST_EVERY - Date.now()))
    return () => clearTimeout(timer)
  }, [state, again])
}
