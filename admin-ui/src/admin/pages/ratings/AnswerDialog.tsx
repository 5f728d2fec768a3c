import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Scores } from '../../../shared/rating/Figures.tsx'
import type { RatingToldFragment } from '../../../shared/rating/rating.gql.ts'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import { words } from './messages.ts'
import { AnswerRating } from './ratings.gql.ts'

interface Props {
  readonly rating: RatingToldFragment
  readonly certifiedUnits: number
  readonly onClose: () => void
  readonly onDone: () => void
}

const LONGEST = 1000

/** The company's one answer to a rating: what it answers, that it is final and who will read it. */
export function AnswerDialog({ rating, certifiedUnits, onClose, onDone }: Props): ReactNode {
  const t = useMessages(words)
  const answer = useCommand(AnswerRating)
  const [typed, setTyped] = useState('')
  const submit = async (): Promise<void> => {
    const outcome = await answer.run({ input: { ratingId: rating.id, words: typed } })
    if (outcome.kind === 'done') onDone()
  }
  return (
    <TypingDialog title={t.answerTitle} onClose={onClose}>
      <form
        className="told"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <CommandErrors of={answer} />
        <blockquote className="quoted">{rating.words === null ? <p className="hint">{t.noWords}</p> : <p className="words">{rating.words}</p>}</blockquote>
        <Scores scores={rating.scores} />
        <ul className="effects"><li><strong>{t.effect}</strong></li><li>{t.effectPublic(certifiedUnits)}</li></ul>
        <Field label={t.yourAnswer} hint={t.yourAnswerHint} path="words" error={answer.fault('words')}>
          {(control) => <Input.TextArea {...control} rows={4} maxLength={LONGEST} value={typed} onChange={(event) => setTyped(event.target.value)} />}
        </Field>
        <div className="row-acts">
          <Button type="primary" htmlType="submit" aria-busy={answer.busy || undefined}>{t.submit}</Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </form>
    </TypingDialog>
  )
}
