import { createClient, type Client } from 'graphql-ws'

import { connection, sessionEnd } from './gqlClient.ts'
import type { Persisted } from './persisted.ts'

/** The code with which the server closes the sockets of a session that has ended. */
const SESSION_ENDED = 4401

const LONGEST_WAIT = 4_000

/** The pause before a lost connection is tried again, in milliseconds: growing, never long, and at no two desks the same. */
const pauseBefore = (retries: number): number => Math.min(LONGEST_WAIT, 500 * 2 ** retries) * (0.5 + Math.random() / 2)

/** Waits before the next try, and no longer once anything else has found the server again. */
export async function retryWait(retries: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      forget()
      resolve()
    }
    const timer = setTimeout(done, pauseBefore(retries))
    const forget = connection.subscribe(() => connection.reachable() && done())
  })
}

let client: Client | undefined

function socket(): Client {
  client ??= createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: true,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait,
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
