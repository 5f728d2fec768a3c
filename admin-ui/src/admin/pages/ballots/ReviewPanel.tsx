import './wizard/wizard.css'

import { Button } from 'antd'
import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { area, count } from '../../../shared/figures.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { deadline, instant } from '../../../shared/moments.ts'
import { Dialog } from '../../../shared/ui/Dialog.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import type { BallotShownFragment } from './ballot.gql.ts'
import { words } from './ballotMessages.ts'
import { CheckSheet } from './CheckSheet.tsx'
import { DialogEnd, Reason } from './dialogParts.tsx'
import { SinceRejection } from './SinceRejection.tsx'
import { BallotReady, ReviewBallot } from './wizard.gql.ts'
import type { Readiness } from './WizardPage.tsx'

interface Props {
  readonly ballot: BallotShownFragment
  readonly mayReview: boolean
  readonly onDone: () => void
}

/** The street's review (投票审核): everything that was submitted, in figures; an approval names the hash of exactly this. */
export function ReviewPanel({ ballot, mayReview, onDone }: Props): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(BallotReady, { id: ballot.id })
  const [deciding, setDeciding] = useState<'approve' | 'reject' | null>(null)
  const close = (): void => setDeciding(null)
  const done = (): void => {
    close()
    onDone()
  }
  return (
    <section aria-labelledby="review" className="wide-column">
      <h2 id="review">{t.review.title}</h2>
      <Answered asked={asked}>
        {({ ballotReadiness: readiness }) => readiness !== null && (
          <>
            {mayReview ? <p className="hint">{t.review.hint}</p> : <p className="hint">{t.review.notYours}</p>}
            <Remarks readiness={readiness} />
            {readiness.lastRejection !== null && <SinceRejection rejection={readiness.lastRejection} />}
            <CheckSheet ballot={ballot} readiness={readiness} />
            {mayReview && (
              <div className="buttons">
                {readiness.blockers.length === 0 && <Button type="primary" size="large" onClick={() => setDeciding('approve')}>{t.review.approve}</Button>}
                <Button size="large" danger onClick={() => setDeciding('reject')}>{t.review.reject}</Button>
              </div>
            )}
            {deciding === 'approve' && <Approve ballot={ballot} readiness={readiness} onClose={close} onDone={done} onChanged={asked.again} />}
            {deciding === 'reject' && <Reject ballot={ballot} onClose={close} onDone={done} />}
          </>
        )}
      </Answered>
    </section>
  )
}

function Remarks({ readiness }: { readiness: Readiness }): ReactNode {
  const t = useMessages(words)
  const { blockers, warnings } = readiness
  return (
    <>
      {blockers.length > 0 && (
        <div className="now bad">
          <p><strong>{t.review.blocked(blockers.length)}</strong></p>
          <ul>{blockers.map((one) => <li key={one.path + one.message}>{one.message}</li>)}</ul>
        </div>
      )}
      {warnings.length > 0 && <ul className="now waiting warnings">{warnings.map((one) => <li key={one.path + one.message}><span aria-hidden="true">⚠ </span>{one.message}</li>)}</ul>}
    </>
  )
}

interface ApproveProps {
  readonly ballot: BallotShownFragment
  readonly readiness: Readiness
  readonly onClose: () => void
  readonly onDone: () => void
  readonly onChanged: () => void
}

function Approve({ ballot, readiness, onClose, onDone, onChanged }: ApproveProps): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const review = useCommand(ReviewBallot)
  // The hash of what was on the page when the reviewer decided, whatever comes after it.
  const [contentHash] = useState(readiness.contentHash)
  const { scope } = readiness
  const submit = async (): Promise<void> => {
    const outcome = await review.run({ input: { ballotId: ballot.id, approved: true, contentHash } })
    if (outcome.kind === 'done') onDone()
    else if (outcome.kind === 'refused') onChanged()
  }
  const effects = t.review.effects(
    count(scope.counted), count(scope.heads), area(scope.area, language), instant(ballot.opensAt ?? '', language), deadline(ballot.closesAt ?? '', language),
  )
  return (
    <Dialog title={t.review.approveTitle} onClose={onClose}>
      <CommandErrors of={review} />
      <p><strong>{ballot.title}</strong></p>
      <ul>{effects.split('\n').map((line) => <li key={line}>{line}</li>)}</ul>
      <p className="hint">{t.review.naming}{j.colon}<code className="hash">{contentHash}</code></p>
      <DialogEnd submit={t.review.submitApprove} busy={review.busy} onSubmit={submit} onClose={onClose} />
    </Dialog>
  )
}

function Reject({ ballot, onClose, onDone }: Omit<ApproveProps, 'readiness' | 'onChanged'>): ReactNode {
  const t = useMessages(words)
  const [reason, setReason] = useState('')
  const review = useCommand(ReviewBallot)
  const submit = async (): Promise<void> => {
    const outcome = await review.run({ input: { ballotId: ballot.id, approved: false, reason } })
    if (outcome.kind === 'done') onDone()
  }
  return (
    <TypingDialog title={t.review.rejectTitle} onClose={onClose}>
      <CommandErrors of={review} />
      <p><strong>{ballot.title}</strong></p>
      <Reason value={reason} onChange={setReason} error={review.fault('reason')} hint={t.review.rejectHint} />
      <DialogEnd submit={t.review.submitReject} danger busy={review.busy} onSubmit={submit} onClose={onClose} />
    </TypingDialog>
  )
}
