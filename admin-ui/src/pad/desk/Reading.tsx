import { useEffect, useRef, useState, type ReactNode } from 'react'

import { useCommand } from '../../shared/asking.ts'
import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { CommandErrors } from '../../shared/ui/ErrorSummary.tsx'
import { words } from '../messages.ts'
import { CancelCardRead, CardReadNow, type CardReadNowSubscription, type CardReadState } from '../pad.gql.ts'

export type Read = CardReadNowSubscription['cardRead']

interface Props {
  readonly requestId: string
  /** The request has ended, one way or another. */
  readonly onOver: (read: Read) => void
  readonly onStopped: () => void
}

const UNDER_WAY = { WAITING_FOR_READER: '◌', WAITING_FOR_CARD: '▭', READING: '◔', CHECKING: '◕' } as const
const IN_TROUBLE = { READ_ERROR: '⚠', READER_OFFLINE: '⚠' } as const

/** What a read comes to in the end. */
export type Ending = Exclude<CardReadState, keyof typeof UNDER_WAY | keyof typeof IN_TROUBLE>

type Now = Pick<Read, 'state' | 'fault'>

/** The read as it goes: what the owner does now, in a few large words. */
export function Reading({ requestId, onOver, onStopped }: Props): ReactNode {
  const t = useMessages(words)
  const [{ state, fault }, setNow] = useState<Now>({ state: 'WAITING_FOR_READER', fault: null })
  const cancel = useCommand(CancelCardRead)
  const over = useRef(onOver)
  useEffect(() => {
    over.current = onOver
  })
  useEffect(() => {
    let stop: (() => void) | undefined
    let left = false
    const begin = async (): Promise<void> => {
      const { follow } = await import('../../shared/gqlLive.ts')
      if (left) return
      stop = follow(CardReadNow, { requestId }, ({ cardRead: read }) => {
        if (left) return
        setNow(read)
        if (read.isFinal) over.current(read)
      })
    }
    void begin()
    return () => {
      left = true
      stop?.()
    }
  }, [requestId])
  const stop = async (): Promise<void> => {
    const outcome = await cancel.run({ input: { requestId } })
    // As long as the request stands, the next owner's card would be read under this one's consent.
    if (outcome.kind === 'done' || (outcome.kind === 'refused' && outcome.refusal.__typename === 'NotFound')) onStopped()
  }
  return (
    <div className="reading">
      <div role="status">
        {state in IN_TROUBLE ? <InTrouble state={state as keyof typeof IN_TROUBLE} fault={fault} /> : <UnderWay state={state} />}
      </div>
      <CommandErrors of={cancel} />
      <Button className="wide" onClick={stop}>{t.stop}</Button>
    </div>
  )
}

function UnderWay({ state }: { state: CardReadState }): ReactNode {
  const t = useMessages(words)
  // An end is shown by who is told of it; until then it looks like what comes before it.
  const shown = state in UNDER_WAY ? (state as keyof typeof UNDER_WAY) : 'CHECKING'
  return (
    <>
      <p className="sign" aria-hidden="true">{UNDER_WAY[shown]}</p>
      <h1 tabIndex={-1}>{t.states[shown]}</h1>
      <p>{shown === 'CHECKING' ? t.checkingHint : t.askHint}</p>
    </>
  )
}

/** The card was not read, or the reader is away. It goes on by itself, if the helper does what is said. */
function InTrouble({ state, fault }: { state: keyof typeof IN_TROUBLE; fault: Read['fault'] }): ReactNode {
  const t = useMessages(words)
  const [what, hint] = t.trouble[state]
  return (
    <>
      <p className="sign" aria-hidden="true">{IN_TROUBLE[state]}</p>
      <h1 tabIndex={-1}>{what}</h1>
      {fault === null ? <p>{hint}</p> : <p><strong>{t.faults[fault]}</strong></p>}
    </>
  )
}
