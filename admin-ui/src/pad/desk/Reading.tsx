import { useEffect, useRef, useState, type ReactNode } from 'react'

import { useCommand } from '../../shared/asking.ts'
import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
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
const isUnderWay = (state: CardReadState): state is keyof typeof UNDER_WAY => state in UNDER_WAY

/** The read as it goes: what the owner does now, in a few large words. */
export function Reading({ requestId, onOver, onStopped }: Props): ReactNode {
  const t = useMessages(words)
  const [state, setState] = useState<CardReadState>('WAITING_FOR_READER')
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
        setState(read.state)
        if (read.isFinal) over.current(read)
      })
    }
    void begin()
    return () => {
      left = true
      stop?.()
    }
  }, [requestId])
  const shown = isUnderWay(state) ? state : 'CHECKING'
  return (
    <div className="reading">
      <div role="status">
        <p className="sign" aria-hidden="true">{UNDER_WAY[shown]}</p>
        <h1 tabIndex={-1}>{t.states[shown]}</h1>
      </div>
      <p>{t.askHint}</p>
      <Button className="wide" onClick={() => cancel.run({ input: { requestId } }).then(onStopped)}>{t.stop}</Button>
    </div>
  )
}
