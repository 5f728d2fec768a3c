import './rating.css'

import type { ReactNode } from 'react'

import { count } from '../figures.ts'
import { useMessages, useReading } from '../i18n.tsx'
import { instant } from '../moments.ts'
import { ratingTerms } from './messages.ts'
import { quarterName } from './quarters.ts'
import type { QuarterFiguresFragment, RatingToldFragment } from './rating.gql.ts'

const BEST = 500
const FEWEST_SHOWN = 2

/** Hundredths of an average as the API writes it ("4.25"), so that nothing is computed with as a float. */
const hundredths = (average: string): number => Number(average.replace('.', ''))

/** An average as a bar beside its figure, which says the same. */
export function ScoreBar({ average }: { average: string | null }): ReactNode {
  return (
    <span className={average === null ? 'score-bar untold' : 'score-bar'} aria-hidden="true">
      {average !== null && <span style={{ width: `${(hundredths(average) * 100) / BEST}%` }} />}
    </span>
  )
}

/** What a quarter's ratings add up to, with its sample; of fewer than five that they are so few, in words. */
export function QuarterFigures({ of }: { of: QuarterFiguresFragment }): ReactNode {
  const t = useMessages(ratingTerms)
  if (of.overall === null || of.averages === null) {
    return <p className="note"><span aria-hidden="true">○ </span>{of.ratings === 0 ? t.none : t.tooFew(of.ratings)}</p>
  }
  return (
    <div className="rating-figures">
      <p className="overall"><span>{t.overall}</span><strong>{t.points(of.overall)}</strong><span className="hint">{t.outOf}</span></p>
      <p>{t.sampleOf(count(of.ratings), count(of.certifiedUnits))}</p>
      <table className="rating-table">
        <caption>{t.byCriterion}</caption>
        <thead className="visually-hidden"><tr><th scope="col">{t.criterion}</th><th scope="col">{t.average}</th></tr></thead>
        <tbody>
          {of.averages.map(({ criterion, average }) => (
            <tr key={criterion}>
              <th scope="row" className="whole">{t.criteria[criterion]}<ScoreBar average={average} /></th>
              <td className="figure">{t.points(average)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">{of.closedTickets === null ? t.ticketsLater : t.tickets(of.closedTickets)}</p>
      {of.answered !== null && <p className="hint">{t.answered(of.answered, of.ratings)}</p>}
    </div>
  )
}

/** Without the quarters before anybody rated, of which there is nothing to be seen. */
function sinceTheFirst(quarters: readonly QuarterFiguresFragment[]): readonly QuarterFiguresFragment[] {
  const last = quarters.reduce((found, one, at) => (one.ratings > 0 ? at : found), -1)
  return quarters.slice(0, Math.max(last + 1, FEWEST_SHOWN))
}

/** The quarters of an estate, the newest first: a bar beside each figure, and how many it comes from. */
export function Trend({ quarters }: { quarters: readonly QuarterFiguresFragment[] }): ReactNode {
  const t = useMessages(ratingTerms)
  const { language } = useReading()
  return (
    <table className="rating-table trend">
      <caption>{t.trend}</caption>
      <thead><tr><th scope="col">{t.quarter}</th><th scope="col">{t.overall}</th><th scope="col" className="figure">{t.sample}</th></tr></thead>
      <tbody>
        {sinceTheFirst(quarters).map((one, at) => (
          <tr key={one.quarter}>
            <th scope="row">{quarterName(one.quarter, language)}</th>
            <td>
              {one.overall === null ? <span className="hint">{one.ratings === 0 ? t.noRating : t.notTold}</span> : <strong>{t.points(one.overall)}</strong>}
              <ScoreBar average={one.overall} />
              <Change from={quarters[at + 1]?.overall} to={one.overall} />
            </td>
            <td className="figure">{count(one.ratings)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Change({ from, to }: { from: string | null | undefined; to: string | null }): ReactNode {
  const t = useMessages(ratingTerms)
  if (from === null || from === undefined || to === null) return null
  const by = hundredths(to) - hundredths(from)
  const told = `${Math.floor(Math.abs(by) / 100)}.${String(Math.abs(by) % 100).padStart(2, '0')}`
  return <span className="hint">{by === 0 ? t.same : by > 0 ? t.up(told) : t.down(told)}</span>
}

/** The scores of one rating, each in words. */
export function Scores({ scores }: { scores: RatingToldFragment['scores'] }): ReactNode {
  const t = useMessages(ratingTerms)
  return (
    <ul className="score-list">
      {scores.map(({ criterion, score }) => <li key={criterion}>{t.criteria[criterion]} <strong>{score} · {t.scores[score - 1]}</strong></li>)}
    </ul>
  )
}

interface AnswerProps {
  readonly rating: Pick<RatingToldFragment, 'answer' | 'answeredAt'>
  /** How the company is introduced: with the instant of its answer. */
  readonly by: (at: string) => string
}

/** What the company said to it, if it did. */
export function Answer({ rating, by }: AnswerProps): ReactNode {
  const { language } = useReading()
  if (rating.answer === null || rating.answeredAt === null) return null
  return (
    <div className="answer">
      <strong>{by(instant(rating.answeredAt, language))}</strong>
      <p>{rating.answer}</p>
    </div>
  )
}
