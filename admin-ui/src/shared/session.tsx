import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { Provider } from 'urql'

import { askAllAgain, useAsk } from './asking.ts'
import { makeClient, sessionEnd, type Trouble } from './gqlClient.ts'
import { useOnReturn } from './onReturn.ts'
import { Me, type MeQuery } from './session.gql.ts'

export type Person = NonNullable<MeQuery['me']>

interface Session {
  /** Who is signed in; null for nobody, undefined while that is not known yet. */
  readonly person: Person | null | undefined
  /** Who was signed in here last: still known when the session has ended. */
  readonly last: Person | null
  readonly trouble: Trouble | undefined
  /** Whether somebody was signed in here and the session has ended meanwhile. */
  readonly expired: boolean
  /** Ask again who is signed in: after signing in and out. Nothing that the last person saw is kept. */
  readonly renew: () => void
  readonly again: () => void
  /** The same person has signed in again: go on where they were. */
  readonly resume: () => void
}

const SessionContext = createContext<Session | null>(null)

/** The client and who is signed in. Each person gets a client of their own, so that nothing cached outlives a session. */
export function SessionProvider({ children }: { children: ReactNode }): ReactNode {
  const [signedOut, setSignedOut] = useState(0)
  const begin = useCallback(() => makeClient(() => setSignedOut((times) => times + 1)), [])
  const [{ client, generation }, setCurrent] = useState(() => ({ client: begin(), generation: 0 }))
  const renew = useCallback(() => setCurrent((one) => ({ client: begin(), generation: one.generation + 1 })), [begin])
  return (
    <Provider value={client}>
      <WhoIsIt key={generation} signedOut={signedOut} renew={renew}>{children}</WhoIsIt>
    </Provider>
  )
}

function WhoIsIt({ signedOut, renew, children }: { signedOut: number; renew: () => void; children: ReactNode }): ReactNode {
  const { data, trouble, again } = useAsk(Me, {})
  const person = data === undefined ? undefined : data.me
  const [last, setLast] = useState<Person | null>(null)
  if (person && person !== last) setLast(person)
  // An answer says that the session is gone; and who comes back to the window may find it ended elsewhere.
  useEffect(() => {
    if (signedOut > 0) again()
  }, [signedOut, again])
  useEffect(() => sessionEnd.subscribe(again), [again])
  useOnReturn(again)
  const session = useMemo<Session>(
    () => ({ person, last, trouble, expired: last !== null && person === null, renew, again, resume: askAllAgain }),
    [person, last, trouble, renew, again],
  )
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('there is no SessionProvider around this')
  return session
}
