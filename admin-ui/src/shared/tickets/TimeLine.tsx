import './timeLine.css'

import type { ReactNode } from 'react'

import { useReading } from '../i18n.tsx'
import { instant } from '../moments.ts'
import { PhotoStrip } from '../photos/PhotoStrip.tsx'
import type { ShownPhotos } from '../photos/useShownPhotos.ts'

export interface TicketActTold {
  readonly at: string
  readonly act: string
  readonly side: 'FILER' | 'COMPANY' | 'STREET'
  readonly words: string | null
  readonly photoIds: readonly string[]
  readonly maskedAssignee: string | null
}

interface Props<Told extends TicketActTold> {
  readonly acts: readonly Told[]
  readonly photos: ShownPhotos
  /** What an act is called for the reader. */
  readonly nameOf: (act: Told['act']) => string
  readonly assignedTo: (name: string) => string
}

/** Everything that was done with a ticket, the first first: who is told by the dot and the words, with the photos where
 * they were sent. */
export function TimeLine<Told extends TicketActTold>({ acts, photos, nameOf, assignedTo }: Props<Told>): ReactNode {
  const { language } = useReading()
  const photosBefore = (at: number): number => acts.slice(0, at).reduce((sum, one) => sum + one.photoIds.length, 0)
  return (
    <ol className="time-line">
      {acts.map((one, at) => (
        <li key={`${one.at}${one.act}`} className={one.side.toLowerCase()}>
          <span className="dot" aria-hidden="true" />
          <strong>{nameOf(one.act)}</strong>
          <span className="when-told">{instant(one.at, language)}</span>
          {one.act === 'ASSIGN' && one.maskedAssignee !== null && <span>{assignedTo(one.maskedAssignee)}</span>}
          {one.words !== null && <blockquote>{one.words}</blockquote>}
          <PhotoStrip ids={one.photoIds} photos={photos} first={photosBefore(at) + 1} />
        </li>
      ))}
    </ol>
  )
}
