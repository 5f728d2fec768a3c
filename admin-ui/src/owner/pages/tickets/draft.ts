import { useState } from 'react'

import { randomKey } from '../../../shared/randomKey.ts'
import type { CommonPartName } from '../../../shared/tickets/terms.ts'
import { useKept } from '../../memory.tsx'

/** A complaint or a repair that somebody is writing, and the one key under which it is filed. */
interface Draft {
  readonly key: string
  readonly kind: 'COMPLAINT' | 'REPAIR' | null
  readonly unitId: string
  /** Whether it is about a common part. */
  readonly common: boolean | null
  readonly part: CommonPartName | null
  readonly buildingId: string
  readonly placeNote: string
  readonly words: string
}

/** What is being written; it is still there when one comes back to it, and forgotten once it is filed. */
export function useDraft(): { readonly draft: Draft; readonly write: (change: Partial<Draft>) => void; readonly leave: () => void } {
  const [nothing] = useState<Draft>(() => ({ key: randomKey(), kind: null, unitId: '', common: null, part: null, buildingId: '', placeNote: '', words: '' }))
  const [draft, keep] = useKept('ticket', nothing)
  return { draft, write: (change) => keep({ ...draft, ...change }), leave: () => keep(null) }
}

interface Rating {
  readonly rating: number | null
  readonly said: string
}

const NOT_RATED: Rating = { rating: null, said: '' }

/** What somebody is about to say of what was done. */
export const useRatingDraft = (ticketId: string): readonly [Rating, (rating: Rating | null) => void] => useKept(`rating-of-${ticketId}`, NOT_RATED)

/** What is not right yet, as it is being written. */
export const useReopening = (ticketId: string): readonly [string, (said: string | null) => void] => useKept(reopening(ticketId), '')

/** The name under which the asking-again of a ticket is kept. */
export const reopening = (ticketId: string): string => `reopening-${ticketId}`
