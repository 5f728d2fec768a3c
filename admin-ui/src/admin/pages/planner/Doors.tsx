import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { hundredths } from '../../../shared/ballot/shares.ts'
import { area, bareArea, count } from '../../../shared/figures.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Empty, Missed } from '../../../shared/ui/States.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { Paging } from '../../ui/Paging.tsx'
import { isMissing, type Plan } from './GapPanel.tsx'
import { words } from './messages.ts'
import { roomOf } from './places.ts'
import { PlannerParts, type PlannerVisitFragment } from './planner.gql.ts'

interface Address {
  readonly building: string
  readonly entrance: string
  readonly after: string
}

interface Props {
  readonly ballotId: string
  readonly plan: Plan
  readonly address: Address
  readonly onChange: (change: Partial<Address>) => void
}

/** The list of doors, with why each stands on it and how much of both gaps is closed running down it. */
export function Doors({ ballotId, plan, address, onChange }: Props): ReactNode {
  const t = useMessages(words)
  const all = plan.parts.reduce((sum, part) => sum + part.doors, 0)
  const shownOnPaper = new URLSearchParams(Object.entries({ building: address.building, entrance: address.entrance }).filter(([, value]) => value !== ''))
  return (
    <section aria-labelledby="doors" className="panel">
      <header className="panel-head">
        <h2 id="doors">{t.list}</h2>
        {all > 0 && <Link to={`/ballots/${ballotId}/planner/print?${shownOnPaper.toString()}`}>{t.print}</Link>}
      </header>
      {all === 0 ? <Empty title={isMissing(plan) ? t.nobody : t.none}><p>{isMissing(plan) ? t.noneKnown : t.noneEnough}</p></Empty> : (
        <>
          <p>
            <strong>{all <= plan.atLeast ? t.shortest(count(all)) : t.nearlyShortest(count(all), count(plan.atLeast))}</strong> {plan.closes ? t.listHint : t.listHintShort}
          </p>
          <Where ballotId={ballotId} plan={plan} address={address} onChange={onChange} all={all} />
          {plan.visits.nodes.length === 0 ? <Empty title={t.noneHere} /> : <DoorTable plan={plan} />}
          <Paging page={plan.visits.pageInfo} after={address.after} onPage={(after) => onChange({ after })} />
          <div className="hand-over">
            <h3>{t.pad}</h3>
            <p>{t.padHint}</p>
            <a className="button" href={`/pad/?ballot=${ballotId}`}>{t.openPad}</a>
          </div>
        </>
      )}
    </section>
  )
}

function Where({ ballotId, plan, address, onChange, all }: Props & { all: number }): ReactNode {
  const t = useMessages(words)
  const [first, ...others] = plan.parts
  const building = address.building || (others.length === 0 ? (first?.buildingId ?? '') : '')
  const buildings = plan.parts.filter((part) => part.doors > 0 || part.buildingId === address.building)
  const inside = useAsk(PlannerParts, { id: ballotId, level: 'ENTRANCE', building }, { pause: building === '' })
  const entrances = (inside.data?.gapPlan?.parts ?? []).filter((part) => (part.entrance ?? '') !== '' && (part.doors > 0 || part.entrance === address.entrance))
  if (others.length === 0 && entrances.length < 2) return <Missed of={inside} what={t.entranceFilter} />
  return (
    <Filters>
      {others.length > 0 && (
        <FilterChoice
          label={t.building}
          value={address.building}
          onChange={(chosen) => onChange({ building: chosen, entrance: '', after: '' })}
          options={[
            { value: '', label: t.allBuildings(count(all)) },
            ...buildings.map((part) => ({ value: part.buildingId, label: t.buildingOf(part.building, count(part.doors)) })),
          ]}
        />
      )}
      {entrances.length > 0 && (
        <FilterChoice
          label={t.entranceFilter}
          value={address.entrance}
          onChange={(entrance) => onChange({ entrance, after: '' })}
          options={[
            { value: '', label: t.allEntrances },
            ...entrances.map((part) => ({ value: part.entrance ?? '', label: t.entranceOf(t.entrance(part.entrance ?? ''), count(part.doors)) })),
          ]}
        />
      )}
      <Missed of={inside} what={t.entranceFilter} />
    </Filters>
  )
}

function DoorTable({ plan }: { plan: Plan }): ReactNode {
  const t = useMessages(words)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls takes the focus, or keys cannot scroll it
    <div className="data-table" role="region" aria-label={t.walk} tabIndex={0}>
      <table className="figures doors">
        <caption className="visually-hidden">{t.walk}</caption>
        <thead>
          <tr>
            <th scope="col">{t.door}</th><th scope="col">{t.whom}</th><th scope="col">{t.why}</th><th scope="col">{t.gains}</th><th scope="col">{t.soFar}</th>
          </tr>
        </thead>
        <tbody>
          {plan.visits.nodes.map((visit) => <DoorRow key={visit.id} visit={visit} plan={plan} />)}
        </tbody>
      </table>
    </div>
  )
}

function DoorRow({ visit, plan }: { visit: PlannerVisitFragment; plan: Plan }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { door, soFar } = visit
  const enough = isMissing(plan) && soFar.heads >= plan.missing.heads && hundredths(soFar.area) >= hundredths(plan.missing.area)
  return (
    <tr>
      <th scope="row">{door.building} {door.entrance !== '' && `${t.entrance(door.entrance)} `}<strong>{roomOf(door)}</strong></th>
      <td className="lines">{visit.maskedName}{visit.ownerKind === 'ORGANISATION' && <span className="hint under">{t.organisation}</span>}</td>
      <td><Why visit={visit} /></td>
      <td className="lines">{t.plus(visit.heads === 0 ? t.noNewHead : t.people(count(visit.heads)), area(visit.area, language))}</td>
      <td className="lines">
        {t.soFarOf(count(soFar.heads), t.people(count(plan.missing.heads)), bareArea(soFar.area), area(plan.missing.area, language))}
        {enough && <span className="enough under">{t.nowEnough}</span>}
      </td>
    </tr>
  )
}

/** Why a door stands on the list, in a few words. */
function Why({ visit: { door, units } }: { visit: PlannerVisitFragment }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <>
      {door.certified ? t.whyCertified : t.whyUncertified}
      {units > 1 && <span className="under">{t.whyMany(count(units))}</span>}
      {!door.reached && <span className="hint under">{t.whyUnreached}</span>}
      {door.nobodyHomeAt !== null && <span className="hint under">◌ {t.whyNobody(instant(door.nobodyHomeAt, language))}</span>}
    </>
  )
}
