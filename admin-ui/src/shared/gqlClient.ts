import { cacheExchange, createClient, fetchExchange, mapExchange, type Client, type CombinedError } from '@urql/core'

import { serverClock } from './clock.ts'
import { languageInUse } from './i18n.tsx'

/** What kept an answer from coming, as far as a person can do something about it. */
export type Trouble =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'slow' }
  | { readonly kind: 'outdated' }
  | { readonly kind: 'broken'; readonly requestId: string | null }

const listeners = new Set<() => void>()
let reachable = true

/** Whether the last request found the server; `subscribe` is told of every change. */
export const connection = {
  reachable: (): boolean => reachable,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  note(found: boolean): void {
    if (found === reachable) return
    reachable = found
    for (const listener of listeners) listener()
  },
}

const whenEnded = new Set<() => void>()

/** Told when the server has closed the live connection because its session ended. */
export const sessionEnd = {
  subscribe(listener: () => void): () => void {
    whenEnded.add(listener)
    return () => whenEnded.delete(listener)
  },
  note(): void {
    for (const listener of whenEnded) listener()
  },
}

/** The faces' client: POST only, with the header that no form of another site can send. Operations go by their hash.
 *
 * Every answer says to whom it was given; `onSignedOut` is called when that was somebody and is nobody any more, for a
 * list that has become empty would look as if nothing were there. */
export function makeClient(onSignedOut: () => void): Client {
  let somebody = false
  return createClient({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: () => ({
      headers: { 'X-Gongjue': '1', 'Accept-Language': languageInUse() },
      credentials: 'same-origin',
    }),
    fetch: async (...asked) => {
      const answer = await fetch(...asked)
      const before = somebody
      somebody = (answer.headers.get('X-Gongjue-Caller') ?? 'nobody') !== 'nobody'
      if (before && !somebody) onSignedOut()
      return answer
    },
    exchanges: [
      cacheExchange,
      mapExchange({
        onResult({ data, error }) {
          connection.note(!(error?.networkError && !error.response))
          serverClock.note((data as { now?: unknown } | null | undefined)?.now)
        },
      }),
      // Without definitions only the hash is sent.
      mapExchange({ onOperation: (operation) => ({ ...operation, query: { ...operation.query, definitions: [] } }) }),
      fetchExchange,
    ],
  })
}

/** An error of the client in our words. */
export function troubleOf(error: CombinedError): Trouble {
  const status = (error.response as Response | undefined)?.status
  if (error.networkError && status === undefined) return { kind: 'unreachable' }
  if (status === 503 || status === 502 || status === 504) return { kind: 'slow' }
  const [first] = error.graphQLErrors
  const requestId = first?.extensions?.['requestId']
  if (typeof requestId === 'string') return { kind: 'broken', requestId }
  // A page that is older than the server asks for operations that the server no longer has.
  if (status === 400 || first?.extensions?.['code'] === 'PERSISTED_ONLY') return { kind: 'outdated' }
  return { kind: 'broken', requestId: null }
}
