import { useState, type ReactNode } from 'react'

import type { WorkFragment } from '../pad.gql.ts'
import { Clearing } from './Clearing.tsx'
import { Consent } from './Consent.tsx'
import { Done } from './Done.tsx'
import { Over } from './Over.tsx'
import { Reading, type Read } from './Reading.tsx'
import type { CastReceipt } from './castingByToken.ts'
import { Voting } from './Voting.tsx'
import { Who, type Match } from './Who.tsx'

interface Props {
  readonly work: WorkFragment
  /** At which door of the list the helper stands; null at none. */
  readonly door: string | null
  readonly suspended: readonly string[]
  /** Whether a vote is being recorded now: nothing may come between. */
  readonly onBusy: (busy: boolean) => void
  /** What was cast, by what stands on the doors. */
  readonly onVoted: (units: CastReceipt['units']) => void
  /** To the list of doors. */
  readonly onWalk: () => void
  readonly onNext: () => void
}

type Step =
  | { readonly at: 'consent' }
  | { readonly at: 'reading'; readonly requestId: string }
  | { readonly at: 'over'; readonly read: Read }
  | { readonly at: 'who'; readonly match: Match }
  | { readonly at: 'voting'; readonly match: Match }
  | { readonly at: 'done'; readonly receipt: CastReceipt }

/** One owner, from the card to the receipt. Everything about them is in here, and gone with it. */
export function Person({ work, door, suspended, onBusy, onVoted, onWalk, onNext }: Props): ReactNode {
  const [step, setStep] = useState<Step>({ at: 'consent' })
  const [recording, setRecording] = useState(false)
  const busy = (now: boolean): void => {
    setRecording(now)
    onBusy(now)
  }
  switch (step.at) {
    case 'consent':
      return <Consent workId={work.id} door={door} onWalk={onWalk} onRequested={(requestId) => setStep({ at: 'reading', requestId })} />
    case 'reading':
      return (
        <Reading
          requestId={step.requestId}
          onOver={(read) => setStep(read.match !== null && read.match.token !== null ? { at: 'who', match: read.match } : { at: 'over', read })}
          onStopped={onNext}
        />
      )
    case 'over':
      return <Clearing onClear={onNext}><Over read={step.read} onNext={onNext} /></Clearing>
    case 'who':
      return <Clearing onClear={onNext}><Who match={step.match} onMe={() => setStep({ at: 'voting', match: step.match })} onNot={onNext} /></Clearing>
    case 'voting':
      return (
        <Clearing onClear={onNext} held={recording}>
          <Voting
            ballotId={work.ballotId}
            match={step.match}
            suspended={suspended}
            onBusy={busy}
            onDone={(receipt) => {
              busy(false)
              onVoted(receipt.units)
              setStep({ at: 'done', receipt })
            }}
            onNext={onNext}
          />
        </Clearing>
      )
    case 'done':
      return <Done receipt={step.receipt} onNext={onNext} />
  }
}
