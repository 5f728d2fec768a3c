import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { joints, useMessages } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { ForAMinute } from '../../ui/ForAMinute.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { words } from './messages.ts'
import { RevealManualReview, type ReviewInFullFragment } from './reviews.gql.ts'

interface Full { readonly name: string; readonly documentNumber: string; readonly phone: string }

/** What was entered in full, against a reason, for a minute. */
export function Reveal({ review }: { review: ReviewInFullFragment }): ReactNode {
  const t = useMessages(words)
  const [asking, setAsking] = useState(false)
  const [full, setFull] = useState<Full | null>(null)
  if (review.entered === null) return null
  return (
    <>
      {full === null ? <Button onClick={() => setAsking(true)}>{t.reveal}</Button> : <Shown full={full} onHide={() => setFull(null)} />}
      {asking && (
        <Asking
          review={review}
          name={review.entered.maskedName}
          onClose={() => setAsking(false)}
          onRevealed={(found) => {
            setFull(found)
            setAsking(false)
          }}
        />
      )}
    </>
  )
}

interface AskingProps {
  readonly review: ReviewInFullFragment
  readonly name: string
  readonly onClose: () => void
  readonly onRevealed: (full: Full) => void
}

function Asking({ review, name, onClose, onRevealed }: AskingProps): ReactNode {
  const t = useMessages(words)
  const reveal = useCommand(RevealManualReview)
  return (
    <ReasonDialog
      title={t.revealTitle(name)}
      action={t.reveal}
      command={reveal}
      variables={(reason) => ({ input: { reviewId: review.id, reason } })}
      onDone={({ name: fullName, documentNumber, phone }) => onRevealed({ name: fullName, documentNumber, phone })}
      onClose={onClose}
    >
      <p>{t.revealEffect}</p>
    </ReasonDialog>
  )
}

function Shown({ full, onHide }: { full: Full; onHide: () => void }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  return (
    <ForAMinute onHide={onHide}>
      <p>{t.revealedName}{j.colon}<strong>{full.name}</strong></p>
      <p>{t.revealedNumber}{j.colon}<strong className="number">{full.documentNumber}</strong></p>
      <p>{t.revealedPhone}{j.colon}<strong className="number">{full.phone}</strong></p>
    </ForAMinute>
  )
}
