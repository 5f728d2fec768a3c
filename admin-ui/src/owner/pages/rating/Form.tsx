import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Link } from 'wouter'

import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { ratingTerms } from '../../../shared/rating/messages.ts'
import { quarterName, startOf } from '../../../shared/rating/quarters.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { CRITERIA, missing, type Draft } from './draft.ts'
import { words } from './messages.ts'
import type { RatingCriterion, UnitToRateFragment, UnitToRateShownQuery } from './rating.gql.ts'
import { useUnitName } from './unit.ts'

type Ticket = UnitToRateShownQuery['myTickets']['nodes'][number]

interface Props {
  readonly unit: UnitToRateFragment
  readonly tickets: readonly Ticket[]
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
  /** Called when every criterion has a score. */
  readonly onNext: () => void
}

const LONGEST = 500
const SCORES = [5, 4, 3, 2, 1] as const
const fieldOf = (criterion: RatingCriterion): string => `rate-${criterion}`

/** The criteria one below the other, each on a scale with words, and what happened in the quarter as a reminder. */
export function Form({ unit, tickets, draft, onDraft, onNext }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const nameOf = useUnitName()
  const [asked, setAsked] = useState<readonly RatingCriterion[]>([])
  const still = missing(draft).filter((one) => asked.includes(one))
  return (
    <form
      className="booth"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const found = missing(draft)
        setAsked(found)
        if (found.length === 0) onNext()
      }}
    >
      <header className="stack">
        <h1 tabIndex={-1}>{t.rateTitle(quarterName(unit.quarter, language))}</h1>
        <p className="large">{t.for(nameOf(unit))}</p>
      </header>
      {still.length > 0 && <WhatIsMissing still={still} asked={asked} />}
      <Tickets unit={unit} tickets={tickets} />
      <p>{t.howTo}</p>
      {CRITERIA.map((criterion, at) => (
        <Question
          key={criterion}
          criterion={criterion}
          which={t.which(at + 1, CRITERIA.length)}
          picked={draft.scores[criterion]}
          wrong={still.includes(criterion)}
          onPick={(score) => onDraft({ ...draft, scores: { ...draft.scores, [criterion]: score } })}
        />
      ))}
      <Field label={t.words} hint={t.wordsHint} path="words">
        {(control) => <textarea {...control} rows={5} maxLength={LONGEST} value={draft.words} onChange={(event) => onDraft({ ...draft, words: event.target.value })} />}
      </Field>
      <Button look="primary" type="submit" className="wide">{t.next}</Button>
    </form>
  )
}

function WhatIsMissing({ still, asked }: { still: readonly RatingCriterion[]; asked: readonly RatingCriterion[] }): ReactNode {
  const t = useMessages(words)
  const terms = useMessages(ratingTerms)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [asked])
  const go = (criterion: RatingCriterion): void => {
    const field = document.getElementById(fieldOf(criterion))
    field?.scrollIntoView({ block: 'start' })
    field?.querySelector<HTMLInputElement>('input')?.focus({ preventScroll: true })
  }
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <p><span aria-hidden="true">✕ </span><strong>{t.notReady(still.length)}</strong></p>
      <ul>
        {still.map((one) => <li key={one}><button type="button" className="link" onClick={() => go(one)}>{t.missing(terms.criteria[one])}</button></li>)}
      </ul>
    </div>
  )
}

interface QuestionProps {
  readonly criterion: RatingCriterion
  readonly which: string
  readonly picked: number | undefined
  readonly wrong: boolean
  readonly onPick: (score: number) => void
}

function Question({ criterion, which, picked, wrong, onPick }: QuestionProps): ReactNode {
  const terms = useMessages(ratingTerms)
  return (
    <fieldset className={wrong ? 'question wrong' : 'question'} id={fieldOf(criterion)}>
      <legend>
        <span className="which">{which}</span>
        <span className="asked">{terms.criteria[criterion]}</span>
      </legend>
      <p className="hint">{terms.about[criterion]}</p>
      <div className="scale">
        {SCORES.map((score) => (
          <label key={score} className={picked === score ? 'pick picked' : 'pick'}>
            <input type="radio" name={fieldOf(criterion)} checked={picked === score} autoComplete="off" onChange={() => onPick(score)} />
            <span className="label"><b>{score}</b> {terms.scores[score - 1]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What was closed for this unit in the quarter: a reminder beside the scale, not a part of it. */
function Tickets({ unit, tickets }: { unit: UnitToRateFragment; tickets: readonly Ticket[] }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const since = Date.parse(startOf(unit.quarter))
  const own = tickets.filter((one) => one.unitId === unit.unitId && one.settledAt !== null && Date.parse(one.settledAt) >= since)
  const others = unit.closedTickets - own.length
  return (
    <section className="note reminder" aria-labelledby="tickets">
      <h2 id="tickets">{t.tickets}</h2>
      {unit.closedTickets === 0 ? <p>{t.noTickets}</p> : <p className="hint">{t.ticketsHint}</p>}
      {own.length > 0 && (
        <ul className="plain">
          {own.map((one) => (
            <li key={one.id}>
              <strong>{t.kinds[one.kind]}</strong>{j.colon}<Link href={`/tickets/${one.id}`}>{one.words}</Link>
              <span className="quiet line">
                {one.settledAt !== null && t.settledAt(day(one.settledAt, language))}
                {(one.state === 'DONE' || one.state === 'DECLINED') && ` · ${t.settled[one.state]}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {others > 0 && <p>{t.otherTickets(others)}</p>}
    </section>
  )
}
