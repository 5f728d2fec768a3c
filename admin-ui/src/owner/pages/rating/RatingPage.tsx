import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Answer, Scores } from '../../../shared/rating/Figures.tsx'
import { quarterName } from '../../../shared/rating/quarters.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { words } from './messages.ts'
import { MyRatingDay, type MyRatingDayQuery, type OwnRatingFragment, type UnitToRateFragment } from './rating.gql.ts'
import { useUnitName } from './unit.ts'

const FIRST = 20

/** Where one can rate now, what the estates say, and what one said oneself. */
export default function RatingPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const [parts, setParts] = useState<readonly (string | null)[]>([null])
  const asked = useAsk(MyRatingDay, { first: FIRST, after: null })
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.about}</p>
      <Answered asked={asked}>
        {(shown) => (
          <>
            <Units units={shown.myRatingUnits} />
            <Estates shown={shown} />
            <section className="section" aria-labelledby="mine">
              <h2 id="mine">{t.mine}</h2>
              {shown.myRatings.totalCount === 0 && <p>{t.noneOfMine}</p>}
              {parts.map((after, at) => (
                <Mine key={after ?? ''} after={after} units={shown.myRatingUnits} onMore={at === parts.length - 1 ? (next) => setParts([...parts, next]) : undefined} />
              ))}
            </section>
          </>
        )}
      </Answered>
    </>
  )
}

function Units({ units }: { units: readonly UnitToRateFragment[] }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const nameOf = useUnitName()
  const [first] = units
  if (first === undefined) return <Empty title={t.noUnit}><p>{t.noUnitHint}</p><Link className="button primary" href="/certify">{t.certify}</Link></Empty>
  return (
    <section className="section" aria-labelledby="to-rate">
      <h2 id="to-rate">{quarterName(first.quarter, language)}</h2>
      <ul className="cards">
        {units.map((unit) => (
          <li key={unit.unitId}>
            <article className={unit.ratedAt === null ? 'to-do pressing' : 'to-do'}>
              <h3>{nameOf(unit)}</h3>
              {unit.ratedAt === null
                ? <Link className="button primary wide" href={`/rating/units/${unit.unitId}`} aria-label={t.rateOf(nameOf(unit))}>{t.rate}</Link>
                : <p className="good"><span aria-hidden="true">✓ </span>{(unit.byYourself ? t.rated : t.ratedByCoOwner)(instant(unit.ratedAt, language))}</p>}
            </article>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One way to each estate where one has a certified unit. */
function Estates({ shown }: { shown: MyRatingDayQuery }): ReactNode {
  const t = useMessages(words)
  const names = new Map(shown.myCertifications.nodes.map((one) => [one.unit.id, one.unit.estateName]))
  const estates = new Map(shown.myRatingUnits.map((unit) => [unit.estateId, names.get(unit.unitId) ?? '']))
  if (estates.size === 0) return null
  return (
    <section className="section" aria-labelledby="published">
      <h2 id="published">{t.published}</h2>
      {[...estates].map(([id, name]) => <Link key={id} className="button wide" href={`/rating/estates/${id}`}>{t.see(name)}</Link>)}
    </section>
  )
}

interface MineProps {
  readonly after: string | null
  readonly units: readonly UnitToRateFragment[]
  readonly onMore: ((after: string) => void) | undefined
}

function Mine({ after, units, onMore }: MineProps): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(MyRatingDay, { first: FIRST, after })
  return (
    <Answered asked={asked}>
      {({ myRatings: { nodes, pageInfo: { hasNextPage, endCursor } } }) => (
        <>
          {nodes.length > 0 && <ul className="cards">{nodes.map((one) => <li key={one.id}><OwnRating rating={one} units={units} /></li>)}</ul>}
          {hasNextPage && endCursor !== null && onMore && <Button className="wide" onClick={() => onMore(endCursor)}>{t.more}</Button>}
        </>
      )}
    </Answered>
  )
}

function OwnRating({ rating, units }: { rating: OwnRatingFragment; units: readonly UnitToRateFragment[] }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const nameOf = useUnitName()
  const unit = units.find((one) => one.unitId === rating.unitId)
  return (
    <article className="to-do told">
      <h3>{quarterName(rating.quarter, language)} · {unit ? nameOf(unit) : t.formerUnit}</h3>
      {rating.ratedAt !== null && <p className="quiet">{t.rated(instant(rating.ratedAt, language))}</p>}
      <Scores scores={rating.scores} />
      {rating.words !== null && <p className="words">{rating.words}</p>}
      <Answer rating={rating} by={t.answerBy} />
      {rating.answer === null && <p className="quiet">{t.notAnswered}</p>}
    </article>
  )
}
