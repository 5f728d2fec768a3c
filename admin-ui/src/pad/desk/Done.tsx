import { useEffect, useState, type ReactNode } from 'react'

import { UnitList } from '../../shared/ballot/CheckPage.tsx'
import { area } from '../../shared/figures.ts'
import { useMessages, useReading } from '../../shared/i18n.tsx'
import { instant } from '../../shared/moments.ts'
import { Button } from '../../shared/ui/Button.tsx'
import { words } from '../messages.ts'
import type { CastReceipt } from './castingByToken.ts'

const CLEARS_AFTER = 20

/** It is recorded. The screen clears by itself. */
export function Done({ receipt, onNext }: { receipt: CastReceipt; onNext: () => void }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const left = useCountdown(CLEARS_AFTER, onNext)
  return (
    <div className="done">
      <div role="status"><h1 tabIndex={-1}><span aria-hidden="true">✓ </span>{t.done}</h1></div>
      <p>{t.doneAt(instant(receipt.castAt, language))}</p>
      <p><strong>{t.counts(receipt.heads, area(receipt.area, language), receipt.units.length)}</strong></p>
      <UnitList units={receipt.units} />
      <p>{t.receipt} <code className="number">{receipt.id}</code></p>
      <p>{t.message}</p>
      <Button look="primary" className="wide huge" onClick={onNext}>{t.nextPerson}</Button>
      <p className="hint">{t.clears(left)}</p>
    </div>
  )
}

/** The seconds that are left; at none `onEnd` is called once. It goes by the clock: a tablet that slept clears at once. */
export function useCountdown(seconds: number, onEnd: () => void): number {
  const [until] = useState(() => Date.now() + seconds * 1000)
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 250)
    return () => clearInterval(timer)
  }, [until])
  const over = left === 0
  useEffect(() => {
    if (over) onEnd()
    // Once, when it is over.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [over])
  return left
}
