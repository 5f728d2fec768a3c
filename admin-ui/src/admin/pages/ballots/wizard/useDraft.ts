import { useCallback, useState } from 'react'
import { useClient } from 'urql'

import { askNow, useCommand, type Command } from '../../../../shared/asking.ts'
import { serverClock } from '../../../../shared/clock.ts'
import { BallotDraft, UpdateBallot, type BallotDraftedFragment, type UpdateBallotMutation, type UpdateBallotMutationVariables } from '../wizard.gql.ts'
import { draftOf, inputOf, sameDraft, type Draft } from './draft.ts'

export interface Drafting {
  readonly draft: Draft
  readonly change: (change: Partial<Draft>) => void
  readonly dirty: boolean
  /** When it was saved here last, by the server's clock. */
  readonly savedAt: number | null
  /** Saves what is not saved; whether the draft stands as it is shown. */
  readonly save: () => Promise<boolean>
  readonly saving: Command<UpdateBallotMutation, UpdateBallotMutationVariables>
  /** Takes what somebody else has saved meanwhile. */
  readonly reload: () => Promise<void>
}

/** A draft that is written here and saved as a whole; what a colleague saved meanwhile is never overwritten. */
export function useDraft(ballot: BallotDraftedFragment): Drafting {
  const client = useClient()
  const [draft, setDraft] = useState(() => draftOf(ballot))
  const [saved, setSaved] = useState({ draft, hash: ballot.draftHash, at: null as number | null })
  const saving = useCommand(UpdateBallot)
  const { run, clear } = saving
  const dirty = !sameDraft(draft, saved.draft)
  const save = useCallback(async (): Promise<boolean> => {
    if (!dirty) return true
    const outcome = await run({ input: inputOf(draft, ballot.id, saved.hash) })
    if (outcome.kind !== 'done') return false
    setSaved({ draft, hash: outcome.value.draftHash, at: serverClock.now() })
    return true
  }, [dirty, run, draft, ballot.id, saved.hash])
  const reload = useCallback(async (): Promise<void> => {
    const fresh = await askNow(client, BallotDraft, { id: ballot.id })
    if ('trouble' in fresh || fresh.data.ballot === null) return
    const taken = draftOf(fresh.data.ballot)
    setDraft(taken)
    setSaved({ draft: taken, hash: fresh.data.ballot.draftHash, at: null })
    clear()
  }, [client, ballot.id, clear])
  return { draft, change: (change) => setDraft((before) => ({ ...before, ...change })), dirty, savedAt: saved.at, save, saving, reload }
}
