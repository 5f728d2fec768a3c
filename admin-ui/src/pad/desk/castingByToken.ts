import { useRef, useState } from 'react'
import { useClient } from 'urql'

import { perform, type RefusalOf, type Success } from '../../shared/asking.ts'
import type { choicesOf } from '../../shared/ballot/answers.ts'
import { useSubmitOnce, type Found, type Sent } from '../../shared/ballot/submitOnce.ts'
import { CastByMatchToken, type CastByMatchTokenMutation } from '../pad.gql.ts'

export type CastReceipt = Success<CastByMatchTokenMutation>
type Refusal = RefusalOf<CastByMatchTokenMutation>
type Choices = ReturnType<typeof choicesOf>

/** What is answered only of a token that has cast nothing under this key. Of any other refusal nobody knows. */
const NOTHING_CAST: ReadonlySet<Refusal['__typename']> = new Set([
  'MatchTokenNotValid', 'PadSessionOver', 'BallotNotOpenYet', 'BallotClosed', 'BallotSuspended', 'ChoicesNotValid', 'NoUnitInScope', 'AlreadyVoted',
])

/** Casting by the token, under one key. The key finds what was recorded: asked again it answers the same receipt, and a
 * token that is not used up says that nothing was. */
export function useCastingByToken(token: string): ReturnType<typeof useSubmitOnce<Choices, CastReceipt, Refusal>> {
  const client = useClient()
  const [clientKey] = useState(() => crypto.randomUUID())
  // What was sent is asked for as it was sent, whatever the paper has come to look like since.
  const last = useRef<Choices>([])
  const send = async (choices: Choices): Promise<Sent<CastReceipt, Refusal>> => {
    last.current = choices
    const outcome = await perform(client, CastByMatchToken, { input: { token, clientKey, choices } }, [])
    if (outcome.kind === 'done') return { kind: 'done', receipt: outcome.value }
    return outcome.kind === 'trouble' ? { kind: 'lost' } : { kind: 'refused', refusal: outcome.refusal }
  }
  const find = async (): Promise<Found<CastReceipt>> => {
    const sent = await send(last.current)
    if (sent.kind === 'done') return sent.receipt
    return sent.kind === 'refused' && NOTHING_CAST.has(sent.refusal.__typename) ? null : 'lost'
  }
  return useSubmitOnce<Choices, CastReceipt, Refusal>({ send, find })
}
