import type { ReactNode } from 'react'

import { UnitList } from '../../shared/ballot/CheckPage.tsx'
import { useMessages, useReading } from '../../shared/i18n.tsx'
import { instant } from '../../shared/moments.ts'
import { Button } from '../../shared/ui/Button.tsx'
import { words } from '../messages.ts'
import type { Ending, Read } from './Reading.tsx'

/** The read led to no vote: why, and what the helper does next. */
export function Over({ read, onNext }: { read: Read; onNext: () => void }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [what, hint] = t.over[read.state as Ending]
  const earlier = read.match?.earlier
  return (
    <div className="over">
      <div role="alert"><h1 tabIndex={-1}><span aria-hidden="true">⚠ </span>{what}</h1></div>
      {read.match && <p><strong>{read.match.maskedName}</strong> · {t.number(read.match.lastFour)}</p>}
      <p>{hint}</p>
      {read.match && <UnitList units={read.match.units.map((one) => ({ ...one.unit, area: one.area }))} />}
      {earlier && <p>{t.earlier(earlier.maskedName, instant(earlier.castAt, language))}</p>}
      <Button look="primary" className="wide huge" onClick={onNext}>{t.nextPerson}</Button>
    </div>
  )
}
