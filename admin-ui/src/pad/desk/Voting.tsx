import { useEffect, useMemo, useState, type ReactNode } from 'react'

import { useAsk } from '../../shared/asking.ts'
import { choicesOf, withSuspended, type Answers, type Paper } from '../../shared/ballot/answers.ts'
import { Booth } from '../../shared/ballot/Booth.tsx'
import { CheckPage } from '../../shared/ballot/CheckPage.tsx'
import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { Refused } from '../../shared/ui/ErrorSummary.tsx'
import { Answered } from '../../shared/ui/States.tsx'
import { useAskBeforeUnload } from '../../shared/useAskBeforeUnload.ts'
import { words } from '../messages.ts'
import { PaperForHelper } from '../pad.gql.ts'
import { useCastingByToken, type CastReceipt } from './castingByToken.ts'
import { unitsLeft, type Match } from './Who.tsx'

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
  const { submission, submit, ask, clear } = useCastingByToken(match.token ?? '')
  const { state } = submission
  useAskBeforeUnload(() => state !== 'done' && Object.keys(answers).length > 0)
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
