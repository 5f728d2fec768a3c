import { createClient, type Client } from 'graphql-ws'

import { connection, sessionEnd } from './gqlClient.ts'
import type { Persisted } from './persisted.ts'

/** The code with which the server closes the sockets of a session that has ended. */
const SESSION_ENDED = 4401

let client: Client | undefined

function socket(): Client {
  client ??= createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: true,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    keepAlive: 15_000,
    on: {
      connected: () => connection.note(true),
      closed: (event) => {
        const { code, wasClean } = event as CloseEvent
        if (code === SESSION_ENDED) sessionEnd.note()
        else connection.note(wasClean)
      },
    },
  })
  return client
}

/** Follows a subscription until the returned function is called. Import this module lazily: most pages need no socket. */
export function follow<Result, Variables extends Record<string, unknown>>(
  subscription: Persisted<Result, Variables>,
  variables: Variables,
  onData: (data: Result) => void,
): () => void {
  if (subscription.text === undefined) throw new Error(`${subscription.operation} is no subscription`)
  return socket().subscribe<Result>(
    { query: subscription.text, operationName: subscription.operation, variables },
    { next: ({ data }) => data && onData(data), error: lost, complete: () => undefined },
  )
}

function lost(fault: unknown): void {
  if ((fault as { code?: unknown } | null)?.code !== SESSION_ENDED) connection.note(false)
}
