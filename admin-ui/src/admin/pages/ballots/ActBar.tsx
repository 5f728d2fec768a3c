import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'

import { useCommand } from '../../../shared/asking.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { CopyBallot, type BallotShownFragment } from './ballot.gql.ts'
import { words } from './ballotMessages.ts'
import { words as listWords } from './messages.ts'
import { placeOf } from './places.ts'
import type { Act, Offer } from './rights.ts'

interface Props {
  readonly ballot: BallotShownFragment
  readonly offers: readonly Offer[]
  readonly onAct: (act: Act) => void
}

/** What can be done with the ballot, and what cannot be done now with the reason why. */
export function ActBar({ ballot, offers, onAct }: Props): ReactNode {
  const t = useMessages(words)
  const names = useMessages(listWords).act
  const j = useMessages(joints)
  const { language } = useReading()
  const navigate = useNavigate()
  const copy = useCommand(CopyBallot)
  // The review has a place of its own on the page.
  const possible = offers.filter((one) => one.hindrance === null && one.act !== 'review')
  const blocked = offers.filter((one) => one.hindrance !== null)
  if (offers.length === 0) return null
  const start = (act: Act): void => {
    if (act === 'edit' || act === 'submit') void navigate(placeOf(ballot.id, act))
    else if (act === 'copy') void copyIt()
    else onAct(act)
  }
  const copyIt = async (): Promise<void> => {
    const outcome = await copy.run({ input: { ballotId: ballot.id } })
    if (outcome.kind === 'done') void navigate(placeOf(outcome.value.id, 'edit'))
  }
  return (
    <section aria-label={t.acts} className="acts">
      <CommandErrors of={copy} />
      <div className="buttons">
        {possible.map(({ act }) => (
          <Button key={act} type={act === 'submit' ? 'primary' : 'default'} danger={act === 'suspend' || act === 'delete'} onClick={() => start(act)}>{names[act]}</Button>
        ))}
      </div>
      {blocked.length > 0 && (
        <ul className="blocked" aria-label={t.blocked}>
          {blocked.map(({ act, hindrance }) => (
            <li key={act}><strong>{names[act]}</strong>{j.colon}{hindrance?.kind === 'extended' ? t.hindrance.extended(instant(hindrance.at, language)) : hindrance && t.hindrance[hindrance.kind]}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
