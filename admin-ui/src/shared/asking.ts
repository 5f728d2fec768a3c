import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient, useQuery, type AnyVariables, type Client } from 'urql'

import { troubleOf, type Trouble } from './gqlClient.ts'
import { ofKind, type Persisted } from './persisted.ts'
import { REFUSALS, type Fault, type Refusal } from './refusals.gql.ts'

/** The states of a question: waiting, in trouble, answered. Old data stay while newer are fetched, and when they do not come. */
export interface Asked<Result> {
  readonly data: Result | undefined
  readonly trouble: Trouble | undefined
  readonly waiting: boolean
  readonly again: () => void
}

const shown = new Set<() => void>()

/** Asks everything again that is on the screen: after somebody has signed in anew over their page. */
export function askAllAgain(): void {
  for (const again of shown) again()
}

/** Asks a query and asks it again when its variables change. */
export function useAsk<Result, Variables extends AnyVariables>(
  query: Persisted<Result, Variables>,
  variables: Variables,
  options: { readonly pause?: boolean } = {},
): Asked<Result> {
  const [{ data, error, fetching, stale }, ask] = useQuery({ query: ofKind('query', query), variables, pause: options.pause ?? false } as never) as unknown as [
    { data?: Result; error?: Parameters<typeof troubleOf>[0]; fetching: boolean; stale: boolean },
    (given: { requestPolicy: 'network-only' }) => void,
  ]
  // An answer that did not come takes nothing away: what was answered to the same question before stays on the page,
  // with everything that a person has begun there.
  const asked = JSON.stringify(variables)
  const [kept, setKept] = useState<{ readonly asked: string; readonly data: Result }>()
  if (data !== undefined && data !== null && kept?.data !== data) setKept({ asked, data })
  const before = error && kept?.asked === asked ? kept.data : undefined
  const again = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask])
  const { pause = false } = options
  useEffect(() => {
    if (pause) return undefined
    shown.add(again)
    return () => {
      shown.delete(again)
    }
  }, [again, pause])
  return { data: data ?? before, trouble: error && troubleOf(error), waiting: fetching || stale, again }
}

type OnlyField<Result> = Result[Exclude<keyof Result, '__typename'>]
type Name = Refusal['__typename']

/** What a command answers when it is not refused, and the refusals that it knows. */
export type Success<Result> = Exclude<OnlyField<Result>, { readonly __typename: Name }>
export type RefusalOf<Result> = Extract<OnlyField<Result>, { readonly __typename: Name }>

/** How a command came out. After `trouble` nobody knows whether it was done: ask before you say anything. */
export type Outcome<Result> =
  | { readonly kind: 'done'; readonly value: Success<Result> }
  | { readonly kind: 'refused'; readonly refusal: RefusalOf<Result> }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }

export interface Command<Result, Variables> {
  /** Runs it; while it runs, further calls get the same answer and nothing is sent twice. */
  readonly run: (variables: Variables) => Promise<Outcome<Result>>
  readonly busy: boolean
  readonly refusal: RefusalOf<Result> | undefined
  readonly trouble: Trouble | undefined
  /** The faults of the last refusal. */
  readonly faults: readonly Fault[]
  /** The message for one field, by its path in the input (`name`, `matters.0.title`). */
  readonly fault: (path: string) => string | undefined
  /** Forgets the last outcome. */
  readonly clear: () => void
}

const NOTHING: readonly string[] = []
const NO_FAULTS: readonly Fault[] = []

/** Runs a command once. `stale` names the types whose answers it makes old beside those that it answers itself. */
export async function perform<Result, Variables extends AnyVariables>(
  client: Client,
  mutation: Persisted<Result, Variables>,
  variables: Variables,
  stale: readonly string[] = [],
): Promise<Outcome<Result>> {
  const context = { additionalTypenames: [...stale] }
  const { data, error } = await client.mutation(ofKind('mutation', mutation) as never, variables as never, context).toPromise()
  return outcomeOf<Result>(data as Result | undefined, error)
}

/** Asks the server once, whatever was answered before. */
export async function askNow<Result, Variables extends AnyVariables>(
  client: Client,
  query: Persisted<Result, Variables>,
  variables: Variables,
): Promise<{ readonly data: Result } | { readonly trouble: Trouble }> {
  const { data, error } = await client.query(ofKind('query', query) as never, variables as never, { requestPolicy: 'network-only' }).toPromise()
  if (error || data === undefined || data === null) return { trouble: error ? troubleOf(error) : { kind: 'broken', requestId: null } }
  return { data: data as Result }
}

/** A command of a form. `stale` is as in `perform`; give it a constant. */
export function useCommand<Result, Variables extends AnyVariables>(
  mutation: Persisted<Result, Variables>,
  stale: readonly string[] = NOTHING,
): Command<Result, Variables> {
  const client = useClient()
  const running = useRef<Promise<Outcome<Result>> | null>(null)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome<Result>>()

  const run = useCallback((variables: Variables) => {
    running.current ??= (async () => {
      setBusy(true)
      try {
        const answered = await perform(client, mutation, variables, stale)
        setOutcome(answered)
        return answered
      } finally {
        running.current = null
        setBusy(false)
      }
    })()
    return running.current
  }, [client, mutation, stale])

  const refusal = outcome?.kind === 'refused' ? outcome.refusal : undefined
  const faults = faultsOf(refusal)
  return {
    run,
    busy,
    refusal,
    trouble: outcome?.kind === 'trouble' ? outcome.trouble : undefined,
    faults,
    fault: (path) => faults.find((one) => one.path === path)?.message,
    clear: useCallback(() => setOutcome(undefined), []),
  }
}

function outcomeOf<Result>(data: Result | undefined, error: Parameters<typeof troubleOf>[0] | undefined): Outcome<Result> {
  const [value] = Object.entries(data ?? {}).filter(([name]) => name !== '__typename').map(([, one]) => one as { __typename: string } | null)
  if (error || !value) return { kind: 'trouble', trouble: error ? troubleOf(error) : { kind: 'broken', requestId: null } }
  return REFUSALS.has(value.__typename)
    ? { kind: 'refused', refusal: value as unknown as RefusalOf<Result> }
    : { kind: 'done', value: value as unknown as Success<Result> }
}

export function faultsOf(refusal: unknown): readonly Fault[] {
  return typeof refusal === 'object' && refusal !== null && 'faults' in refusal ? (refusal.faults as readonly Fault[]) : NO_FAULTS
}
