import type { ReactNode } from 'react'

import { UnitList } from '../../shared/ballot/CheckPage.tsx'
import { area } from '../../shared/figures.ts'
import { useMessages, useReading } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { words } from '../messages.ts'
import type { Read } from './Reading.tsx'

export type Match = NonNullable<Read['match']>

interface Props {
  readonly match: Match
  readonly onMe: () => void
  readonly onNot: () => void
}

/** Whose card it was, masked, and how they count: the owner says that it is them. */
export function Who({ match, onMe, onNot }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const left = unitsLeft(match)
  return (
    <div className="who">
      <h1 tabIndex={-1}>{t.who}</h1>
      <p className="name">{match.maskedName}</p>
      <p>{t.number(match.lastFour)}</p>
      {match.flags.includes('PRIVATE_USE_NAME') && <p className="note warning"><span aria-hidden="true">⚠ </span>{t.rareName}</p>}
      <UnitList units={left} />
      <p><strong>{t.counts(match.heads, area(match.area, language), left.length)}</strong></p>
      <p>{t.whoHint}</p>
      <Button look="primary" className="wide huge" onClick={onMe}>{t.isMe}</Button>
      <Button className="wide" onClick={onNot}>{t.notMe}</Button>
    </div>
  )
}

/** The units that would be cast now, with their areas in the roll. */
export const unitsLeft = (match: Match): readonly Match['units'][number]['unit'][] =>
  match.units.filter((one) => !one.isCast).map((one) => ({ ...one.unit, area: one.area }))
