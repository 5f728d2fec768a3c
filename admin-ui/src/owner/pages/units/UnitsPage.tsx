import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { area, sumOfAreas } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { OtherUnits } from './Done.tsx'
import { words } from './messages.ts'
import { MyUnits, type MyUnitsQuery } from './units.gql.ts'

type Certification = MyUnitsQuery['myCertifications']['nodes'][number]

const FIRST = 20
const MOST = 100

/** The units that one is certified for, those that can be added at one tap, and how one counts. */
export default function UnitsPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const [first, setFirst] = useState(FIRST)
  const asked = useAsk(MyUnits, { first })
  return (
    <>
      <Back to="/me" />
      <h1 tabIndex={-1}>{t.title}</h1>
      <Answered asked={asked}>
        {({ myCertifications: { nodes, pageInfo }, myOtherUnits, myManualReviews, myFailedMatches }) => {
          const present = nodes.filter((one) => one.endedAt === null)
          const past = nodes.filter((one) => one.endedAt !== null)
          return (
            <>
              {present.length === 0 && <Empty title={t.none}><p>{t.noneHint}</p></Empty>}
              <ul className="cards">{present.map((one) => <li key={one.id}><OneUnit certification={one} /></li>)}</ul>
              {byEstate(myOtherUnits.nodes.map((one) => one.unit)).map(([estate, units]) => (
                <OtherUnits key={estate + units.length} estateId={estate} units={units} onAdded={asked.again} />
              ))}
              <Link className={present.length === 0 ? 'button primary wide' : 'button wide'} href="/certify">{t.begin}</Link>
              {myManualReviews.totalCount + myFailedMatches.length > 0 && <Link className="button wide" href="/manual-review">{t.reviews}</Link>}
              {present.length > 0 && <HowCounted certifications={present} />}
              {past.length > 0 && (
                <details>
                  <summary>{t.past}</summary>
                  <ul className="cards">{past.map((one) => <li key={one.id}><OneUnit certification={one} /></li>)}</ul>
                </details>
              )}
              {pageInfo.hasNextPage && first < MOST && <Button className="wide" onClick={() => setFirst(MOST)}>{t.more}</Button>}
            </>
          )
        }}
      </Answered>
    </>
  )
}

function OneUnit({ certification: { unit, method, certifiedAt, endedAt } }: { certification: Certification }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <div className="card">
      <strong className="title">{unit.buildingName} {t.entrance(unit.entrance, unit.room)}</strong>
      <span className="quiet">{unit.estateName}</span>
      <span className="number">{area(unit.area, language)}</span>
      <span className={endedAt === null ? 'good' : 'quiet'}>
        <span aria-hidden="true">{endedAt === null ? '● ' : '○ '}</span>
        {endedAt === null ? `${t.certifiedAt(day(certifiedAt, language))} · ${t.byMethod[method]}` : t.endedAt(day(endedAt, language))}
      </span>
    </div>
  )
}

function HowCounted({ certifications }: { certifications: readonly Certification[] }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const estates = byEstate(certifications.map((one) => one.unit))
  return (
    <section className="section">
      <h2>{t.howCounted}</h2>
      <ul className="plain">
        {estates.map(([id, units]) => (
          <li key={id}><strong>{t.inEstate(units[0]!.estateName, units.length, area(sumOfAreas(units.map((unit) => unit.area)), language))}</strong></li>
        ))}
        {t.rules.map((rule) => <li key={rule}>{rule}</li>)}
      </ul>
    </section>
  )
}

function byEstate<Unit extends { readonly estateId: string }>(units: readonly Unit[]): (readonly [string, readonly Unit[]])[] {
  const estates = new Map<string, Unit[]>()
  for (const unit of units) estates.set(unit.estateId, [...(estates.get(unit.estateId) ?? []), unit])
  return [...estates]
}
