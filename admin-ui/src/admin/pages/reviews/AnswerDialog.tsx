import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field, fieldId } from '../../../shared/ui/Field.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import { actWords } from './actMessages.ts'
import type { Meanwhile } from './meanwhile.ts'
import { overtakenBy } from './meanwhile.ts'
import { words } from './messages.ts'
import { AskForReviewPhotos, RejectManualReview, ReviewAdvices, type ManualReviewReason, type ReviewInFullFragment } from './reviews.gql.ts'

export type Answer = 'ask' | 'reject'

/** What further photos can mend. */
const MENDED_BY_PHOTOS: readonly ManualReviewReason[] = ['PHOTO_UNREADABLE', 'IDENTITY_MISSING', 'PROPERTY_MISSING', 'DOCUMENT_EXPIRED', 'DOCUMENT_NOT_ACCEPTED', 'OTHER']

interface Props {
  readonly review: ReviewInFullFragment
  readonly answer: Answer
  readonly onDone: () => void
  readonly onMeanwhile: (what: Meanwhile) => void
  readonly onClose: () => void
}

/** A rejection, or what more is wanted: reasons that the owner can act on, as they will read them. */
export function AnswerDialog({ review, answer, onDone, onMeanwhile, onClose }: Props): ReactNode {
  const t = useMessages(actWords)
  const { unit } = useMessages(words)
  const [ask, reject] = [useCommand(AskForReviewPhotos), useCommand(RejectManualReview)]
  const command = answer === 'ask' ? ask : reject
  const [reasons, setReasons] = useState<readonly ManualReviewReason[]>([])
  const [said, setSaid] = useState('')
  const send = async (): Promise<void> => {
    const outcome = await command.run({ input: { reviewId: review.id, reasons, words: said } })
    if (outcome.kind === 'done') return onDone()
    const meanwhile = outcome.kind === 'refused' ? overtakenBy(outcome.refusal) : null
    if (meanwhile !== null) onMeanwhile(meanwhile)
  }
  const place = `${review.unit.estateName} ${unit(review.unit.buildingName, review.unit.entrance, review.unit.room)}`
  const title = (answer === 'ask' ? t.askTitle : t.rejectTitle)(place, review.entered?.maskedName ?? '—')
  return (
    <TypingDialog title={title} onClose={onClose}>
      <form
        className="reason-dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {answer === 'ask' ? <CommandErrors of={ask} /> : <CommandErrors of={reject} />}
        <ul className="effects">{(answer === 'ask' ? t.askEffects : t.rejectEffects).map((one) => <li key={one}>{one}</li>)}</ul>
        <Reasons only={answer === 'ask' ? MENDED_BY_PHOTOS : null} chosen={reasons} onChange={setReasons} error={command.fault('reasons')} />
        <Field label={t.words} hint={t.wordsHint} path="words" error={command.fault('words')}>
          {(control) => <textarea {...control} rows={3} value={said} onChange={(event) => setSaid(event.target.value)} />}
        </Field>
        <div className="act-row">
          <Button type="submit" look={answer === 'ask' ? 'primary' : 'danger'} busy={command.busy}>{answer === 'ask' ? t.ask : t.reject}</Button>
          <Button onClick={onClose}>{t.back}</Button>
        </div>
      </form>
    </TypingDialog>
  )
}

interface ReasonsProps {
  readonly only: readonly ManualReviewReason[] | null
  readonly chosen: readonly ManualReviewReason[]
  readonly onChange: (chosen: readonly ManualReviewReason[]) => void
  readonly error: string | undefined
}

function Reasons({ only, chosen, onChange, error }: ReasonsProps): ReactNode {
  const t = useMessages(actWords)
  const asked = useAsk(ReviewAdvices, {})
  const id = fieldId('reasons')
  return (
    <fieldset id={id} tabIndex={-1} className={error === undefined ? 'field reasons' : 'field reasons wrong'} aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend><strong>{t.reasons}</strong></legend>
      {error !== undefined && <p className="error" id={`${id}-error`}><span aria-hidden="true">✕ </span>{error}</p>}
      <Answered asked={asked}>
        {({ manualReviewAdvice }) => manualReviewAdvice.filter(({ reason }) => only === null || only.includes(reason)).map(({ reason, sentence }) => (
          <label key={reason} className="reason">
            <input
              type="checkbox"
              checked={chosen.includes(reason)}
              aria-describedby={`reason-${reason}`}
              onChange={(event) => onChange(event.target.checked ? [...chosen, reason] : chosen.filter((one) => one !== reason))}
            />
            <span>{t.reasonNames[reason]}</span>
            <span className="hint" id={`reason-${reason}`}>{sentence}</span>
          </label>
        ))}
      </Answered>
    </fieldset>
  )
}
