import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { LeaveDialog, useLeaving } from '../../ui/Leaving.tsx'
import { words } from './messages.ts'
import type { Notice } from './NoticePage.tsx'
import { ReviewNotice } from './notices.gql.ts'

/** The street's decision about exactly what is shown. */
export function Review({ notice, onDone }: { notice: Notice; onDone: (said: string) => void }): ReactNode {
  const t = useMessages(words)
  const review = useCommand(ReviewNotice)
  const [reason, setReason] = useState('')
  const leaving = useLeaving(reason !== '')
  const decide = async (approved: boolean): Promise<void> => {
    const outcome = await review.run({ input: { noticeId: notice.id, contentHash: notice.contentHash, approved, reason: approved ? null : reason } })
    if (outcome.kind === 'done') onDone(approved ? t.wasApproved : t.wasRejected)
  }
  return (
    <section aria-labelledby="review" className="review">
      <h2 id="review">{t.review}</h2>
      <p>{t.reviewHint}</p>
      <CommandErrors of={review} />
      <Field label={t.rejectReason} hint={t.rejectHint} path="reason" error={review.fault('reason')}>
        {(control) => <Input.TextArea {...control} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <div className="row-acts">
        <Button type="primary" aria-busy={review.busy || undefined} onClick={() => void decide(true)}>{t.approve}</Button>
        <Button danger aria-busy={review.busy || undefined} onClick={() => void decide(false)}>{t.reject}</Button>
      </div>
      <LeaveDialog of={leaving} />
    </section>
  )
}
