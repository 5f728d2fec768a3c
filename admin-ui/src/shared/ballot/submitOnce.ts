import { useCallback, useEffect, useRef, useState } from 'react'

/** How sending came out, as far as it is known. `lost`: the answer did not come, nobody knows whether it was recorded. */
export type Sent<Receipt, Refusal> =
  | { readonly kind: 'done'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly keyUsed?: boolean }
  | { readonly kind: 'lost' }

/** What is found under a key: the receipt, `null` for none, `lost` where the question was not answered either. */
export type Found<Receipt> = Receipt | null | 'lost'

export type Submission<Receipt, Refusal> =
  | { readonly state: 'ready' }
  | { readonly state: 'sending' }
  /** The answer did not come: the receipt is being looked for. */
  | { readonly state: 'asking' }
  /** Neither did that answer; it is asked again when the network is back. */
  | { readonly state: 'unknown' }
  /** There is no receipt: nothing was recorded, and it can be submitted again. */
  | { readonly state: 'notRecorded' }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'done'; readonly receipt: Receipt }

interface Ways<Choices, Receipt, Refusal> {
  /** Submits under the booth's one key. */
  readonly send: (choices: Choices) => Promise<Sent<Receipt, Refusal>>
  /** Looks for the receipt of that key. */
  readonly find: () => Promise<Found<Receipt>>
  readonly patience?: number
  readonly askAgainAfter?: number
}

const PATIENCE = 20_000
const ASK_AGAIN_AFTER = 5_000

/** Submits once. When an answer is lost, the receipt is asked for before anything is said; the key is the same each
 * time, so that whatever comes through in the end, it is one casting. */
export function useSubmitOnce<Choices, Receipt, Refusal>(ways: Ways<Choices, Receipt, Refusal>): {
  readonly submission: Submission<Receipt, Refusal>
  readonly submit: (choices: Choices) => Promise<void>
  readonly ask: () => Promise<void>
  readonly clear: () => void
} {
  const [submission, setSubmission] = useState<Submission<Receipt, Refusal>>({ state: 'ready' })
  const working = useRef(false)
  const latest = useRef(ways)
  useEffect(() => {
    latest.current = ways
  })

  const once = useCallback(async (work: () => Promise<Submission<Receipt, Refusal>>) => {
    if (working.current) return
    working.current = true
    try {
      setSubmission(await work())
    } finally {
      working.current = false
    }
  }, [])

  const look = useCallback(async (): Promise<Submission<Receipt, Refusal>> => {
    setSubmission({ state: 'asking' })
    const found = await within<Found<Receipt>>(latest.current.find(), latest.current.patience ?? PATIENCE, 'lost')
    if (found === 'lost') return { state: 'unknown' }
    return found === null ? { state: 'notRecorded' } : { state: 'done', receipt: found }
  }, [])

  const submit = useCallback((choices: Choices) => once(async () => {
    setSubmission({ state: 'sending' })
    const lost = { kind: 'lost' } as const
    const sent = await within<Sent<Receipt, Refusal>>(latest.current.send(choices), latest.current.patience ?? PATIENCE, lost)
    if (sent.kind === 'done') return { state: 'done', receipt: sent.receipt }
    // A key that was used already was used by this booth: what it sent before did come through.
    if (sent.kind === 'lost' || sent.keyUsed) return await look()
    return { state: 'refused', refusal: sent.refusal }
  }), [once, look])

  const ask = useCallback(() => once(look), [once, look])

  const { state } = submission
  const askAgainAfter = ways.askAgainAfter ?? ASK_AGAIN_AFTER
  useEffect(() => {
    if (state !== 'unknown') return undefined
    const timer = setTimeout(() => void ask(), askAgainAfter)
    const back = (): void => void ask()
    window.addEventListener('online', back)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', back)
    }
  }, [state, ask, askAgainAfter])

  return { submission, submit, ask, clear: useCallback(() => setSubmission({ state: 'ready' }), []) }
}

async function within<Value>(promise: Promise<Value>, milliseconds: number, otherwise: Value): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } catch {
    return otherwise
  } finally {
    clearTimeout(timer)
  }
}
