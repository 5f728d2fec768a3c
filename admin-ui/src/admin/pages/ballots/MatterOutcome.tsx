import type { ReactNode } from 'react'

import { ShareBar, sign } from '../../../shared/ballot/ShareBar.tsx'
import { hundredths, percent, type Threshold } from '../../../shared/ballot/shares.ts'
import { terms } from '../../../shared/ballot/terms.ts'
import { area, count } from '../../../shared/figures.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import type { BallotResultPageQuery, BallotTestShownFragment } from './result.gql.ts'
import { words } from './resultMessages.ts'

export type Result = NonNullable<BallotResultPageQuery['result']>
type MatterResult = Result['matters'][number]
type Test = BallotTestShownFragment

const LOOKS: Record<MatterResult['outcome'], 'good' | 'waiting' | 'bad' | 'plain'> = {
  ADOPTED: 'good', ELECTED: 'good', NOT_ADOPTED: 'bad', INCOMPLETE: 'waiting', RUN_OFF: 'waiting', SUSPENDED: 'plain',
}

export function OutcomeTag({ outcome }: { outcome: MatterResult['outcome'] }): ReactNode {
  const term = useMessages(terms)
  return <StateTag look={LOOKS[outcome]}>{term.outcomes[outcome]}</StateTag>
}

interface Props {
  readonly matter: MatterResult
  readonly number: number
  /** On paper everything is unfolded. */
  readonly unfolded: boolean
}

/** What became of one matter: in one sentence, drawn, in a table, and test by test with the article of law. */
export function MatterOutcome({ matter, number, unfolded }: Props): ReactNode {
  const t = useMessages(words)
  const term = useMessages(terms)
  const j = useMessages(joints)
  return (
    <section className="panel outcome" aria-labelledby={`outcome-${matter.id}`}>
      <header className="panel-head">
        <h2 id={`outcome-${matter.id}`}>{t.matter(number)} · {matter.title}</h2>
        <OutcomeTag outcome={matter.outcome} />
      </header>
      <p className="hint">{term.kinds[matter.kind]} · {matter.law}</p>
      <p><strong>{matter.reason}</strong>{matter.vacantSeats !== null && matter.vacantSeats > 0 && ` ${t.vacant(matter.vacantSeats)}`}</p>
      {matter.mode === 'SINGLE' && matter.heads && matter.area && <Votes matter={matter} />}
      {matter.options.length > 0 && matter.mode !== 'SINGLE' && <Candidates matter={matter} unfolded={unfolded} />}
      {matter.tests.length > 0 && <><h3>{t.tests}</h3><Tests tests={matter.tests} caption={`${t.tests}${j.colon}${matter.title}`} unfolded={unfolded} /></>}
      {matter.strict !== null && <p className="hint">{t.strict}</p>}
    </section>
  )
}

const SIDES = [['inFavour', 'for'], ['against', 'against'], ['abstain', 'abstain']] as const

/** Both dimensions side by side as bars with patterns of their own, and the same in a table. */
function Votes({ matter }: { matter: MatterResult }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const { heads, area: areas } = matter
  if (!heads || !areas) return null
  const pass = (dimension: string): readonly Threshold[] => matter.tests.filter((one) => one.stage === 'pass' && one.dimension === dimension)
  const bases = { heads: BigInt(heads.participating), area: hundredths(areas.participating) }
  const rows = [...SIDES.map(([side]) => side), 'participating', 'all'] as const
  return (
    <>
      <div className="two-bars">
        {(['heads', 'area'] as const).map((dimension) => (
          <div key={dimension}>
            <h3>{t[dimension]}</h3>
            {SIDES.map(([side, look]) => {
              const figure = dimension === 'heads' ? heads[side] : areas[side]
              const part = dimension === 'heads' ? BigInt(figure) : hundredths(figure)
              const shown = dimension === 'heads' ? t.people(count(Number(figure))) : area(figure, language)
              const share = percent(part, bases[dimension])
              return (
                <div key={side} className="vote-bar">
                  <span>{t[side]} <span className="number">{share}</span></span>
                  <ShareBar
                    label={t.bar(t[side], t[dimension], share, shown)} part={part} whole={bases[dimension]} look={look}
                    thresholds={side === 'inFavour' ? pass(dimension) : []}
                  />
                </div>
              )
            })}
          </div>
        ))}
      </div>
      <table className="figures">
        <caption className="visually-hidden">{t.votes}{j.colon}{matter.title}</caption>
        <thead><tr><th scope="col">{t.row}</th><th scope="col">{t.heads}</th><th scope="col">{t.area}</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}><th scope="row">{t[row]}</th><td>{t.people(count(Number(heads[row])))}</td><td>{area(areas[row], language)}</td></tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** What each candidate or choice received, the elected first as the count has them. */
function Candidates({ matter, unfolded }: { matter: MatterResult; unfolded: boolean }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const [heads, areas] = [BigInt(matter.heads?.participating ?? '0'), hundredths(matter.area?.participating ?? '0')]
  return (
    <>
      <h3>{t.options[matter.mode]}</h3>
      <table className="figures">
        <caption className="visually-hidden">{t.options[matter.mode]}{j.colon}{matter.title}</caption>
        <thead><tr><th scope="col">{t.candidate}</th><th scope="col">{t.heads}</th><th scope="col">{t.area}</th><th scope="col">{t.result}</th></tr></thead>
        <tbody>
          {matter.options.map((option) => (
            <tr key={option.id}>
              <th scope="row">{option.label}</th>
              <td>{t.people(count(option.heads))}{j.aside(percent(BigInt(option.heads), heads))}</td>
              <td>{area(option.area, language)}{j.aside(percent(hundredths(option.area), areas))}</td>
              <td>{standing(matter, option, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {matter.options.map((option) => option.tests.length > 0 && (
        <details key={option.id} className="more" open={unfolded}>
          <summary>{t.testsOf(option.label)}</summary>
          <Tests tests={option.tests} caption={t.testsOf(option.label)} unfolded={unfolded} />
        </details>
      ))}
    </>
  )
}

function standing(matter: MatterResult, option: MatterResult['options'][number], t: (typeof words)['zh'] | (typeof words)['en']): string {
  if (matter.elected.includes(option.id)) return `✓ ${t.elected}`
  if (matter.runOff.includes(option.id)) return `◐ ${t.runOff}`
  return option.passes ? `✓ ${t.passes}` : `✕ ${t.passesNot}`
}

interface TestsProps {
  readonly tests: readonly Test[]
  readonly caption: string
  readonly unfolded: boolean
}

/** Every test of the law with its figures, and folded below it the sentences with the articles. */
function Tests({ tests, caption, unfolded }: TestsProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const shown = (test: Test, figure: string): string => (test.dimension === 'area' ? area(figure, language) : t.people(count(Number(figure))))
  return (
    <>
      <table className="figures">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.test}</th><th scope="col">{t.measured}</th><th scope="col">{t.base}</th><th scope="col">{t.share}</th><th scope="col">{t.demand}</th><th scope="col">{t.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {tests.map((test) => (
            <tr key={test.stage + test.dimension + test.operator + test.fraction}>
              <th scope="row">{(t.testName as Readonly<Record<string, string>>)[`${test.stage}_${test.dimension}`] ?? test.stage}</th>
              <td>{shown(test, test.numerator)}</td>
              <td>{shown(test, test.denominator)}</td>
              <td>{test.percentage}</td>
              <td>{sign(test)}</td>
              <td className={test.holds ? 'good-cell' : 'bad-cell'}>{test.holds ? t.holds : Number(test.denominator) === 0 ? t.failsEmpty : t.fails(shown(test, test.missing))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className="more" open={unfolded}>
        <summary>{t.inWords}</summary>
        <ul>{tests.map((test) => <li key={test.sentence}>{test.sentence}</li>)}</ul>
      </details>
    </>
  )
}
