import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { terms } from '../../../shared/tickets/terms.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Field, fieldId } from '../../../shared/ui/Field.tsx'
import { useRatingDraft } from './draft.ts'
import { words } from './messages.ts'
import { RateTicketWork } from './tickets.gql.ts'

const POINTS = [5, 4, 3, 2, 1] as const

/** One to five for what was done; nothing is chosen beforehand. */
export function Rate({ ticketId, again }: { ticketId: string; again: () => void }): ReactNode {
  const t = useMessages(words)
  const names = useMessages(terms)
  const [draft, keep] = useRatingDraft(ticketId)
  const { rating, said } = draft
  const [missing, setMissing] = useState<readonly Fault[]>([])
  const command = useCommand(RateTicketWork)
  const submit = async (): Promise<void> => {
    command.clear()
    setMissing(rating === null ? [{ path: 'rating', message: t.ratingMissing }] : [])
    if (rating === null) return
    const outcome = await command.run({ input: { ticketId, rating, words: said } })
    if (outcome.kind === 'done') keep(null)
    again()
  }
  const nothing = missing.length > 0 && rating === null
  return (
    <form
      noValidate
      className="to-do acting"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h2>{t.rate}</h2>
      {nothing ? <ErrorSummary title={t.pleaseCorrect(1)} faults={missing} occasion={missing} /> : <CommandErrors of={command} />}
      <fieldset className={nothing ? 'field wrong' : 'field'} id={fieldId('rating')} tabIndex={-1}>
        <legend>{t.rateLegend}</legend>
        <div className="options">
          {POINTS.map((points) => (
            <label key={points} className={points === rating ? 'pick picked' : 'pick'}>
              <input type="radio" name="rating" checked={points === rating} onChange={() => keep({ ...draft, rating: points })} />
              <span className="label">{names.ratings[points - 1]} <span className="hint">{names.points(points)}</span></span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={t.rateWords} path="words" error={command.fault('words')}>
        {(control) => <textarea {...control} rows={2} maxLength={1000} value={said} onChange={(event) => keep({ ...draft, said: event.target.value })} />}
      </Field>
      <p className="hint">{t.rateHint}</p>
      <Button look="primary" type="submit" className="wide" busy={command.busy}>{t.submitRating}</Button>
    </form>
  )
}
