import type { ReactNode } from 'react'
import { Link, useParams } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { area, count } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { NoBallot } from './BallotPage.tsx'
import { ResultShown, type ResultShownQuery, type TestShownFragment } from './ballots.gql.ts'
import { Bar } from './Bar.tsx'
import { words as ballotWords } from './messages.ts'
import { words } from './resultMessages.ts'

type Result = NonNullable<ResultShownQuery['result']>
type MatterResult = Result['matters'][number]

/** What became of a ballot, in plain words first, then test by test. */
export default function ResultPage(): ReactNode {
  const { ballotId } = useParams<{ ballotId: string }>()
  const t = useMessages(words)
  const b = useMessages(ballotWords)
  useTitle(t.title)
  const asked = useAsk(ResultShown, { id: ballotId })
  return (
    <>
      <Back to={`/ballots/${ballotId}`}>{b.toBallot}</Back>
      <Answered asked={asked}>
        {({ ballot, result }) => {
          if (ballot === null) return <NoBallot />
          return (
            <>
              <h1 tabIndex={-1}>{t.title}</h1>
              <p><strong>{ballot.title}</strong><br /><span className="quiet">{ballot.estate.name}</span></p>
              {result === null ? <Empty title={t.notYet}><p>{t.notYetHint}</p></Empty> : <Shown ballotId={ballot.id} result={result} />}
            </>
          )
        }}
      </Answered>
    </>
  )
}

function Shown({ ballotId, result }: { ballotId: string; result: Result }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { participating } = result
  return (
    <>
      <p className="quiet">{t.publishedAt(day(result.publishedAt, language))}</p>
      <ul className="tests" aria-label={t.inShort}>
        {result.matters.map((matter) => (
          <li key={matter.id}>
            <p><strong>{matter.title}</strong></p>
            <Outcome of={matter.outcome} />
          </li>
        ))}
      </ul>
      <section className="section">
        <h2>{t.tookPart}</h2>
        <div className="bars">
          <Bar
            label={t.heads}
            part={String(participating.heads)}
            all={String(result.allHeads)}
            share={participating.headsPercentage}
            says={t.ofAll(t.people(count(participating.heads)), t.people(count(result.allHeads)))}
          />
          <Bar
            label={t.area}
            part={participating.area}
            all={result.allArea}
            share={participating.areaPercentage}
            says={t.ofAll(area(participating.area, language), area(result.allArea, language))}
          />
        </div>
      </section>
      {result.matters.map((matter, at) => <Matter key={matter.id} matter={matter} which={t.matter(at + 1, result.matters.length)} />)}
      <Link className="button wide" href={`/ballots/${ballotId}/units`}>{t.toUnits}</Link>
      <Link className="button wide" href="/recount">{t.toRecount}</Link>
      <details>
        <summary>{t.howCounted}</summary>
        <ul className="plain">
          {result.settingsInWords.map((sentence) => <li key={sentence}>{sentence}</li>)}
          <li>{t.castings(result.castings, result.padCastings)}</li>
          {result.transfers > 0 && <li>{t.transfers(result.transfers, result.transfersRecordedAfterTheClose)}</li>}
          {result.releaseReason !== null && <li>{t.released(result.releaseReason)}</li>}
        </ul>
        <dl className="facts">
          <dt>{t.digest}</dt>
          <dd className="hash">{result.inputDigest}</dd>
          <dt>{t.roll}</dt>
          <dd className="hash">{result.rollHash}</dd>
        </dl>
      </details>
    </>
  )
}

const LOOKS: Record<MatterResult['outcome'], readonly [string, string]> = {
  ADOPTED: ['good', '✓'], ELECTED: ['good', '✓'], NOT_ADOPTED: ['bad', '✕'], INCOMPLETE: ['warn', '◐'], RUN_OFF: ['warn', '◇'], SUSPENDED: ['warn', '‖'],
}

function Outcome({ of }: { of: MatterResult['outcome'] }): ReactNode {
  const t = useMessages(words)
  const [look, glyph] = LOOKS[of]
  return <p className={`outcome ${look}`}><span aria-hidden="true">{glyph} </span><strong>{t.outcomes[of]}</strong></p>
}

function Matter({ matter, which }: { matter: MatterResult; which: string }): ReactNode {
  return (
    <article className="result-of">
      <h2>
        <span className="which">{which}</span>
        <span className="asked">{matter.title}</span>
      </h2>
      <Outcome of={matter.outcome} />
      <p>{matter.reason}</p>
      {matter.options.length > 0 && <Options matter={matter} />}
      {matter.tests.length > 0 && <Tests tests={matter.tests} />}
      {matter.heads && matter.area && <Figures heads={matter.heads} areas={matter.area} single={matter.mode === 'SINGLE'} />}
    </article>
  )
}

function Tests({ tests }: { tests: readonly TestShownFragment[] }): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <h3>{t.tests}</h3>
      <ol className="tests">
        {tests.map((test) => <li key={test.stage + test.dimension + test.sentence}><Test test={test} /></li>)}
      </ol>
    </>
  )
}

/** One test of the law: whether it holds, drawn and in a sentence with its article. */
function Test({ test }: { test: TestShownFragment }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const shown = (figure: string): string => (test.dimension === 'area' ? area(figure, language) : t.people(count(Number(figure))))
  const label = t.testNames[`${test.stage}_${test.dimension}` as keyof typeof t.testNames] ?? ''
  return (
    <>
      <p className={test.holds ? 'good' : 'error'}>
        <span aria-hidden="true">{test.holds ? '✓ ' : '✕ '}</span>
        <strong>{test.holds ? t.holds : t.fails}</strong>
      </p>
      <Bar
        label={label}
        part={test.numerator}
        all={test.denominator}
        share={test.percentage}
        says={t.ofAll(shown(test.numerator), shown(test.denominator))}
        line={{ share: test.fraction, says: test.operator === '>' ? t.moreThan(test.fraction) : t.atLeast(test.fraction) }}
      />
      <p className="hint">{test.sentence}</p>
    </>
  )
}

function Options({ matter }: { matter: MatterResult }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <ul className="tests">
      {matter.options.map((option) => (
        <li key={option.id}>
          <p><strong>{option.label}</strong></p>
          <p className="number">{t.received(count(option.heads), area(option.area, language))}</p>
          <p className={option.passes ? 'good' : 'quiet'}>
            <span aria-hidden="true">{option.passes ? '✓ ' : '✕ '}</span>{standing(matter, option, t)}
          </p>
          {option.tests.length > 0 && (
            <details>
              <summary>{t.testsOf(option.label)}</summary>
              <Tests tests={option.tests} />
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function standing(matter: MatterResult, option: MatterResult['options'][number], t: (typeof words)['zh'] | (typeof words)['en']): string {
  if (matter.elected.includes(option.id)) return t.elected
  if (matter.runOff.includes(option.id)) return t.runOff
  return option.passes ? t.passes : t.passesNot
}

interface FiguresProps {
  readonly heads: NonNullable<MatterResult['heads']>
  readonly areas: NonNullable<MatterResult['area']>
  readonly single: boolean
}

/** The same figures as a table, for whoever wants to add them up. */
function Figures({ heads, areas, single }: FiguresProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const rows = single ? (['inFavour', 'against', 'abstain', 'participating', 'all'] as const) : (['participating', 'all'] as const)
  return (
    <details>
      <summary>{t.figures}</summary>
      <table className="figures">
        <thead><tr><th scope="col">{t.row}</th><th scope="col">{t.heads}</th><th scope="col">{t.area}</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{t.rows[row]}</th>
              <td className="number">{count(Number(heads[row]))}</td>
              <td className="number">{area(areas[row], language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
