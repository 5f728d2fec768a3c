import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'

import { randomKey } from '../shared/randomKey.ts'
import { useAskBeforeUnload } from '../shared/useAskBeforeUnload.ts'
import type { Answers } from '../shared/ballot/answers.ts'

/** A booth that somebody has entered: what they picked so far, and the one key under which it is submitted. */
export interface BoothKept {
  readonly key: string
  readonly answers: Answers
}

/** What was typed and chosen on the way to a certification. */
export interface Claim {
  readonly estate?: { readonly id: string; readonly name: string }
  readonly building?: { readonly id: string; readonly name: string }
  readonly unit?: { readonly id: string; readonly entrance: string; readonly room: string }
  readonly document: 'ID_CARD' | 'RESIDENCE_PERMIT' | 'PERMANENT_RESIDENCE' | 'PASSPORT' | 'OFFICER_CARD' | 'ORGANISATION_CODE' | 'OTHER' | null
  readonly name: string
  readonly number: string
}

const NO_CLAIM: Claim = { document: null, name: '', number: '' }

interface Memory {
  readonly booths: Readonly<Record<string, BoothKept>>
  readonly keepBooth: (ballotId: string, booth: BoothKept | null) => void
  readonly claim: Claim
  readonly setClaim: (claim: Claim | null) => void
  readonly kept: Readonly<Record<string, unknown>>
  readonly keep: (name: string, value: unknown) => void
  readonly underway: Map<string, Underway>
  /** Whether there is anything here that was typed, chosen or photographed and is not sent. */
  readonly isUnsent: () => boolean
}

/** What goes on while its page is left, such as photos on their way. */
export interface Underway {
  readonly clear: () => void
  readonly isUnsent: () => boolean
}

const MemoryContext = createContext<Memory | null>(null)

/** What one person is in the middle of, kept while the page is open and nowhere else: choices and documents never go
 * into a browser's storage. Signing out, or in as somebody else, forgets it; before the page is closed the browser asks. */
export function MemoryProvider({ children }: { children: ReactNode }): ReactNode {
  const [booths, setBooths] = useState<Memory['booths']>({})
  const [claim, setClaim] = useState(NO_CLAIM)
  const keepBooth = useCallback((ballotId: string, booth: BoothKept | null) => {
    setBooths((all) => {
      const others = Object.fromEntries(Object.entries(all).filter(([id]) => id !== ballotId))
      return booth === null ? others : { ...others, [ballotId]: booth }
    })
  }, [])
  const [kept, setKept] = useState<Memory['kept']>({})
  const keep = useCallback((name: string, value: unknown) => setKept((all) => ({ ...all, [name]: value })), [])
  const [underway] = useState(() => new Map<string, Underway>())
  useEffect(() => () => underway.forEach((one) => one.clear()), [underway])
  const isUnsent = useCallback(
    () => Object.values(booths).some((one) => Object.keys(one.answers).length > 0) || `${claim.name}${claim.number}` !== ''
      || Object.values(kept).some((one) => one !== null && one !== '') || [...underway.values()].some((one) => one.isUnsent()),
    [booths, claim, kept, underway],
  )
  useAskBeforeUnload(isUnsent)
  const memory = useMemo<Memory>(
    () => ({ booths, keepBooth, claim, setClaim: (given) => setClaim(given ?? NO_CLAIM), kept, keep, underway, isUnsent }),
    [booths, keepBooth, claim, kept, keep, underway, isUnsent],
  )
  return <MemoryContext value={memory}>{children}</MemoryContext>
}

function useMemory(): Memory {
  const memory = useContext(MemoryContext)
  if (memory === null) throw new Error('there is no MemoryProvider around this')
  return memory
}

/** The booth of a ballot, begun at the first answer. */
export function useBooth(ballotId: string): {
  readonly booth: BoothKept
  readonly answer: (answers: Answers) => void
  readonly leave: () => void
} {
  const { booths, keepBooth } = useMemory()
  const [fresh] = useState(randomKey)
  const booth = booths[ballotId] ?? { key: fresh, answers: {} }
  return {
    booth,
    answer: (answers) => keepBooth(ballotId, { key: booth.key, answers }),
    leave: () => keepBooth(ballotId, null),
  }
}

/** What was typed on the way to a certification; it is still there on the way to a manual review. */
export function useClaim(): readonly [Claim, (claim: Claim | null) => void] {
  const { claim, setClaim } = useMemory()
  return [claim, setClaim]
}

/** What somebody has begun to write under a name of its own, such as a rating for one unit; `null` forgets it. */
export function useKept<Value>(name: string, nothing: Value): readonly [Value, (value: Value | null) => void] {
  const { kept, keep } = useMemory()
  // Each name has one caller, and what it keeps is of its own type.
  return [(kept[name] ?? nothing) as Value, (value) => keep(name, value)]
}

/** What is under way under this name, begun at its first use; `forget` clears it, and the next use begins anew. */
export function useUnderway<Value extends Underway>(name: string, begin: () => Value): readonly [value: Value, forget: () => void] {
  const { underway } = useMemory()
  const value = (underway.get(name) ?? begin()) as Value
  underway.set(name, value)
  return [value, () => {
    value.clear()
    underway.delete(name)
  }]
}

/** Whether something would be lost if all this were forgotten now. */
export const useIsUnsent = (): (() => boolean) => useMemory().isUnsent
