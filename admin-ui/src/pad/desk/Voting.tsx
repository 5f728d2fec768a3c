import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useClient } from 'urql'

import { perform, useAsk, type RefusalOf, type Success } from '../../shared/asking.ts'
import { choicesOf, withSuspended, type Answers, type Paper } from '../../shared/ballot/answers.ts'
import { Booth } from '../../shared/ballot/Booth.tsx'
import { CheckPage } from '../../shared/ballot/CheckPage.tsx'
import { useSubmitOnce, type Found, type Sent } from '../../shared/ballot/submitOnce.ts'
import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { Refused } from '../../shared/ui/ErrorSummary.tsx'
import { Answered } from '../../shared/ui/States.tsx'
import { words } from '../messages.ts'
import { CastByMatchToken, PaperForHelper, type CastByMatchTokenMutation } from '../pad.gql.ts'
import { unitsLeft, type Match } from './Who.tsx'

export type CastReceipt = Success<CastByMatchTokenMutation>
type Refusal = RefusalOf<CastByMatchTokenMutation>
type Choices = ReturnType<typeof choicesOf>

interface Props {
  readonly ballotId: string
  readonly match: Match
  readonly suspended: readonly string[]
  readonly onBusy: (busy: boolean) => void
  readonly onDone: (receipt: CastReceipt) => void
  readonly onNext: () => void
}

/** The same booth as on the phone, for the owner whose card was read. */
export function Voting(props: Props): ReactNode {
  const asked = useAsk(PaperForHelper, { id: props.ballotId })
  return <Answered asked={asked}>{({ ballot }) => ballot && <Inside {...props} ballot={ballot} />}</Answered>
}

function Inside({ ballot, match, suspended, onBusy, onDone, onNext }: Props & { ballot: Paper }): ReactNode {
  const t = useMessages(words)
  const [answers, setAnswers] = useState<Answers>({})
  const [checking, setChecking] = useState(false)
  const paper = useMemo(() => withSuspended(ballot, suspended), [ballot, suspended])
  const counting = { heads: match.heads, area: match.area, units: unitsLeft(match) }
  const { submission, submit, ask, clear } = useCastingByToken(match.token ?? '', choicesOf(paper, answers))
  const { state } = submission
  const receipt = submission.state === 'done' ? submission.receipt : undefined
  useEffect(() => {
    onBusy(state === 'sending' || state === 'asking' || state === 'unknown')
    // The parent's function is new at each drawing; what it is told changes with the state only.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [state])
  useEffect(() => {
    if (receipt) onDone(receipt)
    // Once, when the receipt is there.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [receipt])
  const refusal = submission.state === 'refused' ? submission.refusal : undefined
  const lost = refusal !== undefined && refusal.__typename !== 'ChoicesNotValid'
  if (!checking) return <Booth paper={paper} answers={answers} onAnswers={setAnswers} onNext={() => setChecking(true)} />
  return (
    <CheckPage
      paper={paper}
      answers={answers}
      counting={counting}
      submission={state}
      blocked={lost}
      onBack={() => {
        clear()
        setChecking(false)
      }}
      onSubmit={() => submit(choicesOf(paper, answers))}
      onAsk={ask}
    >
      {refusal && <Refused of={refusal} />}
      {lost && <Button look="primary" className="wide" onClick={onNext}>{t.nextPerson}</Button>}
    </CheckPage>
  )
}

/** Casting by the token, under one key. The key finds what was recorded: asked again it answers the same receipt, and a
 * token that is not used up says that nothing was. */
function useCastingByToken(token: string, latest: Choices): ReturnType<typeof useSubmitOnce<Choices, CastReceipt, Refusal>> {
  const client = useClient()
  const [clientKey] = useState(() => crypto.randomUUID())
  const send = async (choices: Choices): Promise<Sent<CastReceipt, Refusal>> => {
    const outcome = await perform(client, CastByMatchToken, { input: { token, clientKey, choices } }, [])
    if (outcome.kind === 'done') return { kind: 'done', receipt: outcome.value }
    return outcome.kind === 'trouble' ? { kind: 'lost' } : { kind: 'refused', refusal: outcome.refusal }
  }
  const find = async (): Promise<Found<CastReceipt>> => {
    const sent = await send(latest)
    return sent.kind === 'done' ? sent.receipt : sent.kind === 'lost' ? 'lost' : null
  }
  return useSubmitOnce<Choices, CastReceipt, Refusal>({ send, find })
}
