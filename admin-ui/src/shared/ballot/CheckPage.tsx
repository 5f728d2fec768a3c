import './ballot.css'

import type { ReactNode } from 'react'

import { area } from '../figures.ts'
import { useMessages, useReading } from '../i18n.tsx'
import { Button } from '../ui/Button.tsx'
import { numberOf, openMatters, type Answers, type Matter, type Paper } from './answers.ts'
import type { OwnUnitFragment } from './ballot.gql.ts'
import { words } from './messages.ts'
import { optionNames } from './options.ts'
import type { Submission } from './submitOnce.ts'

export type OwnUnit = OwnUnitFragment

/** How the voter counts: heads, m² as the API has it, and the units that will be bound. */
export interface Counting {
  readonly heads: number
  readonly area: string
  readonly units: readonly OwnUnit[]
}

interface Props {
  readonly paper: Paper
  readonly answers: Answers
  readonly counting: Counting
  readonly submission: Submission<unknown, unknown>['state']
  readonly onBack: () => void
  readonly onSubmit: () => unknown
  readonly onAsk: () => unknown
  /** What keeps it from being submitted: a refusal in words, or the way to a fresh code. */
  readonly children?: ReactNode
  /** While something else must be done first, there is no submitting here. */
  readonly blocked?: boolean
}

/** The last look before casting: every choice, how one counts, for which units, and that it is final. */
export function CheckPage(props: Props): ReactNode {
  const { paper, answers, counting, submission, onBack, onSubmit, onAsk, children, blocked = false } = props
  const t = useMessages(words)
  const { name } = useMessages(optionNames)
  const working = submission === 'sending' || submission === 'asking'
  const unknown = submission === 'unknown'
  return (
    <div className="check">
      <h1 tabIndex={-1}>{t.checkTitle}</h1>
      <p>{t.checkHint}</p>
      <ol className="chosen">
        {openMatters(paper).map((matter) => (
          <li key={matter.id}>
            <h2>
              <span className="which">{t.matter(numberOf(paper, matter), paper.matters.length)}</span>
              <span className="asked">{matter.title}</span>
            </h2>
            <ul className="choice-list" aria-label={t.yourChoice}>
              {labelsOf(matter, answers, t.nobody, name).map((label) => <li key={label}><span aria-hidden="true">✓ </span><strong>{label}</strong></li>)}
            </ul>
            {!working && <Button look="link" aria-label={t.changeOf(numberOf(paper, matter))} onClick={onBack}>{t.change}</Button>}
          </li>
        ))}
      </ol>
      <Weight counting={counting} />
      {children}
      <Progress submission={submission} />
      {(!blocked || unknown) && (
        <div className="stack">
          {/* One button, whatever it does now: it keeps the focus while the answer is looked for again and again. */}
          <Button look="primary" className="wide" busy={working} onClick={unknown ? onAsk : onSubmit}>{unknown ? t.askNow : t.submit}</Button>
          {!working && !unknown && <Button className="wide" onClick={onBack}>{t.back}</Button>}
        </div>
      )}
    </div>
  )
}

/** What was picked for a matter, in words. */
export function labelsOf(matter: Matter, answers: Answers, nobody: string, name: typeof optionNames.zh.name): readonly string[] {
  const picked = answers[matter.id] ?? []
  const labels = matter.options.filter((option) => picked.includes(option.id)).map((option) => name(option.label, option.role))
  return labels.length ? labels : [nobody]
}

function Weight({ counting }: { counting: Counting }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <section className="weight">
      <p><strong>{t.youCount(counting.heads, area(counting.area, language), counting.units.length)}</strong></p>
      <UnitList units={counting.units} />
      <p>{t.coOwners}</p>
      <p className="warning"><span aria-hidden="true">⚠ </span><strong>{t.final}</strong></p>
    </section>
  )
}

/** Units by what stands on their doors, with their areas. */
export function UnitList({ units }: { units: readonly OwnUnit[] }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <ul className="units">
      {units.map((unit) => (
        <li key={unit.id}>
          {t.unit(unit.buildingName, unit.entrance, unit.room)}
          {' · '}
          <span className="number">{area(unit.area, language)}</span>
        </li>
      ))}
    </ul>
  )
}

function Progress({ submission }: { submission: Props['submission'] }): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <div role="status">
        {submission === 'sending' && <p className="note">{t.sending}</p>}
        {submission === 'asking' && <p className="note">{t.asking}</p>}
      </div>
      <div role="alert">
        {submission === 'unknown' && <p className="note warning"><span aria-hidden="true">⚠ </span>{t.unknown}</p>}
        {submission === 'notRecorded' && <p className="note warning"><span aria-hidden="true">⚠ </span>{t.notRecorded}</p>}
      </div>
    </>
  )
}

