import './ballot.css'

import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'

import { useMessages } from '../i18n.tsx'
import { Button } from '../ui/Button.tsx'
import {
  faultsOf, isElection, limitOf, nobodyPressed, numberOf, offersNobody, openMatters, pressed, type AnswerFault, type Answers, type Matter,
  type Option, type Paper,
} from './answers.ts'
import { words } from './messages.ts'
import { optionNames } from './options.ts'

interface Props {
  readonly paper: Paper
  readonly answers: Answers
  readonly onAnswers: (answers: Answers) => void
  /** Called when every open matter is answered. */
  readonly onNext: () => void
  /** What stands between the heading and the matters: the time that remains, what has just happened. */
  readonly children?: ReactNode
}

const fieldOf = (matter: Matter): string => `matter-${matter.id}`

/** The booth: every matter on one page, nothing picked beforehand, and a next step that says what is missing. */
export function Booth({ paper, answers, onAnswers, onNext, children }: Props): ReactNode {
  const t = useMessages(words)
  const [faults, setFaults] = useState<readonly AnswerFault[]>([])
  // What has been put right meanwhile leaves the list; what was not asked about yet does not enter it.
  const still = faultsOf(paper, answers).filter((one) => faults.some((shown) => shown.matter.id === one.matter.id))
  const next = (event: FormEvent): void => {
    event.preventDefault()
    const found = faultsOf(paper, answers)
    setFaults(found)
    if (found.length === 0) onNext()
  }
  return (
    <form className="booth" noValidate onSubmit={next}>
      <h1 tabIndex={-1}>{paper.title}</h1>
      {children}
      {still.length > 0 && <WhatIsMissing paper={paper} faults={still} asked={faults} />}
      <p>{t.howTo(openMatters(paper).length)}</p>
      {paper.matters.map((matter) =>
        matter.state === 'SUSPENDED'
          ? <Suspended key={matter.id} matter={matter} which={t.matter(numberOf(paper, matter), paper.matters.length)} />
          : (
            <Question
              key={matter.id}
              matter={matter}
              which={t.matter(numberOf(paper, matter), paper.matters.length)}
              picked={answers[matter.id]}
              wrong={still.some((one) => one.matter.id === matter.id)}
              onPress={(option) => onAnswers(pressed(answers, matter, option.id))}
              onNobody={() => onAnswers(nobodyPressed(answers, matter))}
            />
          ),
      )}
      <Button look="primary" type="submit" className="wide">{t.next}</Button>
    </form>
  )
}

/** Takes the focus each time "next" was pressed in vain; each line leads to its matter. */
function WhatIsMissing({ paper, faults, asked }: { paper: Paper; faults: readonly AnswerFault[]; asked: readonly AnswerFault[] }): ReactNode {
  const t = useMessages(words)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [asked])
  const go = (matter: Matter): void => {
    const field = document.getElementById(fieldOf(matter))
    field?.scrollIntoView({ block: 'start' })
    field?.querySelector<HTMLInputElement>('input')?.focus({ preventScroll: true })
  }
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <p><span aria-hidden="true">✕ </span><strong>{t.notReady(faults.length)}</strong></p>
      <ul>
        {faults.map(({ matter, kind, over }) => (
          <li key={matter.id}>
            <button type="button" className="link" onClick={() => go(matter)}>
              {kind === 'missing' ? t.missing(numberOf(paper, matter), matter.title) : t.tooMany(numberOf(paper, matter), matter.title, over)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface QuestionProps {
  readonly matter: Matter
  readonly which: string
  readonly picked: readonly string[] | undefined
  readonly wrong: boolean
  readonly onPress: (option: Option) => void
  readonly onNobody: () => void
}

function Question({ matter, which, picked, wrong, onPress, onNobody }: QuestionProps): ReactNode {
  const t = useMessages(words)
  const { name } = useMessages(optionNames)
  const limit = limitOf(matter)
  const count = picked?.length ?? 0
  const candidates = matter.options.filter((option) => option.role === 'CANDIDATE').length
  const several = isElection(matter) && candidates > 1
  return (
    <fieldset className={wrong ? 'question wrong' : 'question'} id={fieldOf(matter)}>
      <legend>
        <span className="which">{which}</span>
        <span className="asked">{matter.title}</span>
      </legend>
      {matter.description !== '' && <p className="description">{matter.description}</p>}
      <p className="hint">{several ? t.pickUpTo(limit) : t.pickOne}</p>
      <div className="options">
        {matter.options.map((option) => (
          <Pick
            key={option.id}
            matter={matter}
            kind={isElection(matter) ? 'checkbox' : 'radio'}
            label={name(option.label, option.role)}
            picked={picked?.includes(option.id) ?? false}
            onPress={() => onPress(option)}
          />
        ))}
        {offersNobody(matter) && <Pick matter={matter} kind="checkbox" label={t.nobody} picked={picked?.length === 0} onPress={onNobody} />}
      </div>
      {several && (
        <p role="status" className={count > limit ? 'tally error' : 'tally'}>
          {count > limit ? t.pickedTooMany(count, limit) : t.picked(count, limit)}
        </p>
      )}
    </fieldset>
  )
}

interface PickProps {
  readonly matter: Matter
  readonly kind: 'radio' | 'checkbox'
  readonly label: string
  readonly picked: boolean
  readonly onPress: () => void
}

function Pick({ matter, kind, label, picked, onPress }: PickProps): ReactNode {
  return (
    <label className={picked ? 'pick picked' : 'pick'}>
      <input type={kind} name={fieldOf(matter)} checked={picked} autoComplete="off" onChange={onPress} />
      <span className="label">{label}</span>
    </label>
  )
}

function Suspended({ matter, which }: { matter: Matter; which: string }): ReactNode {
  const t = useMessages(words)
  return (
    <section className="question suspended" aria-label={which}>
      <h2>
        <span className="which">{which}</span>
        <span className="asked">{matter.title}</span>
      </h2>
      <p className="warning"><span aria-hidden="true">‖ </span>{t.suspended}</p>
      {matter.suspensionReason !== null && <p>{t.suspendedReason(matter.suspensionReason)}</p>}
    </section>
  )
}
