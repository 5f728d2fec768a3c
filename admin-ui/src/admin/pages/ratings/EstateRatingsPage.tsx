import './ratings.css'

import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { Answer, QuarterFigures, Scores, Trend } from '../../../shared/rating/Figures.tsx'
import { isQuarter, quarterName } from '../../../shared/rating/quarters.ts'
import type { QuarterFiguresFragment, RatingToldFragment } from '../../../shared/rating/rating.gql.ts'
import { useSession } from '../../../shared/session.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { AnswerDialog } from './AnswerDialog.tsx'
import { words } from './messages.ts'
import { EstateRatings as Asked, RatingsOfQuarter, type EstateRatingsQuery } from './ratings.gql.ts'

const QUARTERS = 8

/** One estate's ratings, for who came here from the comparison. */
export default function EstateRatingsPage(): ReactNode {
  const t = useMessages(words)
  const { estateId = '' } = useParams()
  return (
    <>
      <p><Link to="/ratings">{t.back}</Link></p>
      <EstateRatings estateId={estateId} />
    </>
  )
}

/** A quarter's figures beside the trend, and below them each rating with the company's answer. */
export function EstateRatings({ estateId }: { estateId: string }): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(Asked, { estateId, quarters: QUARTERS })
  useTitle(t.title)
  return (
    <Answered asked={asked}>
      {({ estate, companyRatings }) => estate === null || companyRatings.length === 0
        ? <><h1 tabIndex={-1}>{t.title}</h1><Empty title={t.notFound}><p>{t.notFoundHint}</p><Link to="/ratings">{t.back}</Link></Empty></>
        : <Shown estate={estate} quarters={companyRatings} onAnswered={asked.again} />}
    </Answered>
  )
}

interface ShownProps {
  readonly estate: NonNullable<EstateRatingsQuery['estate']>
  readonly quarters: readonly QuarterFiguresFragment[]
  readonly onAnswered: () => void
}

function Shown({ estate, quarters, onAnswered }: ShownProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [address, change] = useAddress(['quarter', 'show', 'after'] as const)
  const newest = quarters.find((one) => one.overall !== null) ?? quarters[0]
  const chosen = (isQuarter(address.quarter) ? quarters.find((one) => one.quarter === address.quarter) : undefined) ?? newest
  if (chosen === undefined) return null
  return (
    <>
      <h1 tabIndex={-1}>{t.ofEstate(estate.name)}</h1>
      <p>{estate.street.district.name} · {estate.street.name}</p>
      <Filters>
        <FilterChoice
          label={t.quarter}
          value={chosen.quarter}
          onChange={(quarter) => change({ quarter, show: '', after: '' })}
          options={quarters.map((one, back) => ({ value: one.quarter, label: quarterName(one.quarter, language) + (back === 0 ? t.present : '') }))}
        />
      </Filters>
      <div className="rating-columns">
        <section className="rating-panel" aria-labelledby="figures">
          <h2 id="figures">{t.figures(quarterName(chosen.quarter, language))}</h2>
          <QuarterFigures of={chosen} />
          {chosen === quarters[0] && <p className="hint">{t.stillOpen}</p>}
        </section>
        <div className="rating-panel"><Trend quarters={quarters} /></div>
      </div>
      <Each estateId={estate.id} quarter={chosen} address={address} change={change} onAnswered={onAnswered} />
    </>
  )
}

interface EachProps {
  readonly estateId: string
  readonly quarter: QuarterFiguresFragment
  readonly address: Readonly<Record<'show' | 'after', string>>
  readonly change: (changed: { show?: string; after?: string }) => void
  readonly onAnswered: () => void
}

const WANTED = {
  '': { answered: null, worded: null },
  open: { answered: false, worded: true },
  no: { answered: false, worded: null },
  yes: { answered: true, worded: null },
  worded: { answered: null, worded: true },
} as const
type Which = keyof typeof WANTED
const EVERY = Object.keys(WANTED) as Which[]

function Each({ estateId, quarter, address, change, onAnswered }: EachProps): ReactNode {
  const t = useMessages(words)
  const { last } = useSession()
  const answers = last?.roles.some((one) => one.role === 'PROPERTY_COMPANY' && one.scopeKey === estateId) ?? false
  const which = EVERY.find((one) => one === address.show) ?? ''
  const asked = useAsk(RatingsOfQuarter, { estateId, quarter: quarter.quarter, ...WANTED[which], first: PAGE_SIZE, after: address.after || null })
  const [answering, setAnswering] = useState<RatingToldFragment>()
  const [said, setSaid] = useState('')
  return (
    <section aria-labelledby="each">
      <h2 id="each">{t.each}</h2>
      <p className="hint">{t.eachHint}{!answers && ` ${t.onlyCompany}`}</p>
      {quarter.overall === null ? <Empty title={t.noneTold}><p>{t.noneToldHint}</p></Empty> : (
        <>
          <Filters>
            <FilterChoice
              label={t.show}
              value={which}
              onChange={(chosen) => change({ show: chosen, after: '' })}
              options={EVERY.map((one) => ({ value: one, label: t.which[one] }))}
            />
          </Filters>
          <p role="status">{said}</p>
          <Answered asked={asked}>
            {({ ratings }) => ratings.totalCount === 0
              ? <Empty title={t.noneOfThese}><Button onClick={() => change({ show: '', after: '' })}>{t.clear}</Button></Empty>
              : (
                <>
                  <p>{t.count(ratings.totalCount)}</p>
                  <ol className="ratings">
                    {ratings.nodes.map((one, at) => (
                      <li key={one.id}><Told rating={one} number={at + 1} {...(answers ? { onAnswer: () => setAnswering(one) } : {})} /></li>
                    ))}
                  </ol>
                  <Paging page={ratings.pageInfo} after={address.after} onPage={(after) => change({ after })} />
                </>
              )}
          </Answered>
        </>
      )}
      {answering && (
        <AnswerDialog
          rating={answering}
          certifiedUnits={quarter.certifiedUnits}
          onClose={() => setAnswering(undefined)}
          onDone={() => {
            setAnswering(undefined)
            setSaid(t.done)
            asked.again()
            onAnswered()
          }}
        />
      )}
    </section>
  )
}

function Told({ rating, number, onAnswer }: { rating: RatingToldFragment; number: number; onAnswer?: () => void }): ReactNode {
  const t = useMessages(words)
  return (
    <article className="told">
      {rating.words === null ? <p className="hint">{t.noWords}</p> : <p className="words"><strong>{rating.words}</strong></p>}
      <Scores scores={rating.scores} />
      <Answer rating={rating} by={t.answerBy} />
      {rating.answer === null && (
        <div className="row-acts">
          <StateTag look="plain">{t.notAnswered}</StateTag>
          {onAnswer && <Button onClick={onAnswer} aria-label={t.answerOf(number)}>{t.answer}</Button>}
        </div>
      )}
    </article>
  )
}
