import type { ReactNode } from 'react'
import { Link } from 'wouter'

import { useNow } from '../../../shared/clock.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { day, deadline, instant, remaining } from '../../../shared/moments.ts'
import type { MyBallotsQuery } from './ballots.gql.ts'
import { words } from './messages.ts'
import { StateTag } from './StateTag.tsx'

export type BallotLine = MyBallotsQuery['ballots']['nodes'][number]

/** One ballot of a list: what it is about, how long it lasts, and whether one has voted. */
export function BallotItem({ ballot }: { ballot: BallotLine }): ReactNode {
  return (
    <Link className="card" href={`/ballots/${ballot.id}`}>
      <StateTag state={ballot.state} />
      <strong className="title">{ballot.title}</strong>
      <span className="quiet">{ballot.estate.name}</span>
      <When ballot={ballot} />
      <Mine ballot={ballot} />
    </Link>
  )
}

/** What remains, or when it was. */
export function When({ ballot }: { ballot: Pick<BallotLine, 'state' | 'opensAt' | 'closesAt' | 'publishedAt'> }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const now = useNow()
  const { state, opensAt, closesAt, publishedAt } = ballot
  if (state === 'APPROVED' && opensAt) return <span>{t.opensAt(instant(opensAt, language))}</span>
  if (state === 'PUBLISHED' && publishedAt) return <span>{t.publishedAt(day(publishedAt, language))}</span>
  if (state !== 'OPEN' || !closesAt) return null
  const left = remaining(closesAt, now, language)
  return (
    <span className="when">
      {left !== null && <strong>{t.untilClose(left)}</strong>}
      <span>{t.closesAt(deadline(closesAt, language))}</span>
    </span>
  )
}

function Mine({ ballot }: { ballot: BallotLine }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { myWeight, myReceipts } = ballot
  const receipt = myReceipts[0]
  if (receipt) return <span className="good"><span aria-hidden="true">✓ </span>{t.youVoted(instant(receipt.castAt, language))}</span>
  if (!myWeight) return null
  if (myWeight.unitIds.length > 0) return <span className="todo"><span aria-hidden="true">● </span>{t.notVotedYet}</span>
  return myWeight.earlier && <span>{t.coOwnerVoted(myWeight.earlier.maskedName, instant(myWeight.earlier.castAt, language))}</span>
}
