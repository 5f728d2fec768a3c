import { useState, type ReactNode } from 'react'
import { Link, useLocation, useParams } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { Answer, QuarterFigures, Scores, Trend } from '../../../shared/rating/Figures.tsx'
import { isQuarter, quarterName } from '../../../shared/rating/quarters.ts'
import type { RatingToldFragment } from '../../../shared/rating/rating.gql.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { words } from './messages.ts'
import { EstateRated, RatingsTold, type EstateRatedQuery } from './rating.gql.ts'

const FIRST = 20

/** What an estate's owners say of its property company: a quarter's figures, each rating with its answer, the trend. */
export default function PublishedPage(): ReactNode {
  const { estateId } = useParams<{ estateId: string }>()
  const t = useMessages(words)
  useTitle(t.publishedTitle)
  const asked = useAsk(EstateRated, { estateId })
  return (
    <>
      <Back to="/rating">{t.title}</Back>
      <Answered asked={asked}>
        {(shown) => shown.estate === null || shown.companyRatings.length === 0
          ? (
            <>
              <h1 tabIndex={-1}>{t.publishedTitle}</h1>
              <Empty title={t.noEstate}><p>{t.noEstateHint}</p><Link className="button" href="/rating">{t.toTitle}</Link></Empty>
            </>
          )
          : <Shown estate={shown.estate} quarters={shown.companyRatings} />}
      </Answered>
    </>
  )
}

interface ShownProps {
  readonly estate: NonNullable<EstateRatedQuery['estate']>
  readonly quarters: EstateRatedQuery['companyRatings']
}

function Shown({ estate, quarters }: ShownProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { quarter: wanted = '' } = useParams<{ quarter?: string }>()
  const [, go] = useLocation()
  // The present quarter is rarely told yet: first comes the newest of which there is something to read.
  const newest = quarters.find((one) => one.overall !== null) ?? quarters[0]
  const chosen = (isQuarter(wanted) ? quarters.find((one) => one.quarter === wanted) : undefined) ?? newest
  if (chosen === undefined) return null
  return (
    <>
      <h1 tabIndex={-1}>{t.publishedTitle}</h1>
      <p className="large">{estate.name}</p>
      <Field label={t.quarter}>
        {(control) => (
          <select {...control} value={chosen.quarter} onChange={(event) => go(`/rating/estates/${estate.id}/${event.target.value}`, { replace: true })}>
            {quarters.map((one, at) => <option key={one.quarter} value={one.quarter}>{quarterName(one.quarter, language)}{at === 0 ? t.now : ''}</option>)}
          </select>
        )}
      </Field>
      <section className="section" aria-labelledby="figures">
        <h2 id="figures">{quarterName(chosen.quarter, language)}</h2>
        <QuarterFigures of={chosen} />
        {chosen === quarters[0] && <p className="hint">{t.stillOpen}</p>}
      </section>
      <Trend quarters={quarters} />
      {chosen.overall !== null && <Each key={chosen.quarter} estateId={estate.id} quarter={chosen.quarter} ratings={chosen.ratings} />}
    </>
  )
}

function Each({ estateId, quarter, ratings }: { estateId: string; quarter: string; ratings: number }): ReactNode {
  const t = useMessages(words)
  const [parts, setParts] = useState<readonly (string | null)[]>([null])
  return (
    <section className="section" aria-labelledby="each">
      <h2 id="each">{t.each}</h2>
      <p className="hint">{t.eachHint}</p>
      {parts.map((after, at) => (
        <Part key={after ?? ''} all={ratings} estateId={estateId} quarter={quarter} after={after} onMore={at === parts.length - 1 ? (next) => setParts([...parts, next]) : undefined} />
      ))}
    </section>
  )
}

interface PartProps {
  /** How many ratings the quarter has, with text and without. */
  readonly all: number
  readonly estateId: string
  readonly quarter: string
  readonly after: string | null
  readonly onMore: ((after: string) => void) | undefined
}

function Part({ all, estateId, quarter, after, onMore }: PartProps): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(RatingsTold, { estateId, quarter, first: FIRST, after })
  return (
    <Answered asked={asked}>
      {({ ratings: { totalCount, nodes, pageInfo: { hasNextPage, endCursor } } }) => (
        <>
          {after === null && <p>{totalCount === 0 ? t.noWordsAtAll : t.worded(totalCount, all)}</p>}
          {nodes.length > 0 && <ul className="cards">{nodes.map((one) => <li key={one.id}><Told rating={one} /></li>)}</ul>}
          {hasNextPage && endCursor !== null && onMore && <Button className="wide" onClick={() => onMore(endCursor)}>{t.more}</Button>}
        </>
      )}
    </Answered>
  )
}

function Told({ rating }: { rating: RatingToldFragment }): ReactNode {
  const t = useMessages(words)
  return (
    <article className="to-do told">
      <p className="words">{rating.words}</p>
      <Scores scores={rating.scores} />
      <Answer rating={rating} by={t.answerBy} />
    </article>
  )
}
