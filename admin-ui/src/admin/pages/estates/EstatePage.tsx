import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { area, count } from '../../../shared/figures.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { share, sumOfAreas } from '../../../shared/shares.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { useAllowed } from '../../ui/allowed.ts'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { CompleteEstate, EstateBlockers, EstateDetails, type EstateDetailsQuery } from './estate.gql.ts'
import { estateWords } from './estate_messages.ts'
import { ExportPanel } from './ExportPanel.tsx'
import { SettingsPanel } from './SettingsPanel.tsx'
import { STATUS_LOOKS } from './statuses.ts'

export type Estate = NonNullable<EstateDetailsQuery['estate']>
type Building = EstateDetailsQuery['buildings'][number]

/** One estate: its facts, whether it may vote yet and what is missing, and how its ballots are counted. */
export default function EstatePage(): ReactNode {
  const t = useMessages(estateWords)
  useTitle(t.title)
  const { estateId = '' } = useParams()
  const asked = useAsk(EstateDetails, { id: estateId })
  return (
    <>
      <Link className="back-link" to="/estates">{t.back}</Link>
      <Answered asked={asked}>
        {({ estate, buildings }) => estate === null ? <NoEstate /> : (
          <>
            <h1 tabIndex={-1}>{estate.name}</h1>
            <div className="act-row">
              <Link className="button primary" to={`/estates/${estate.id}/buildings`}>{t.table}</Link>
              <span className="hint">{t.tableHint}</span>
            </div>
            <FactsPanel estate={estate} buildings={buildings} />
            <StatusPanel estate={estate} buildings={buildings} onChanged={asked.again} />
            <SettingsPanel estate={estate} onChanged={asked.again} />
            <ExportPanel estate={estate} units={count(totalsOf(buildings).units)} />
          </>
        )}
      </Answered>
    </>
  )
}

export function NoEstate(): ReactNode {
  const t = useMessages(estateWords)
  return (
    <>
      <h1 tabIndex={-1}>{t.notFound}</h1>
      <Empty title={t.notFoundHint}><Link to="/estates">{t.back}</Link></Empty>
    </>
  )
}

interface Totals { readonly units: number; readonly red: number; readonly area: string }

export const totalsOf = (buildings: readonly Pick<Building, 'units' | 'red' | 'area'>[]): Totals => ({
  units: buildings.reduce((sum, one) => sum + one.units, 0),
  red: buildings.reduce((sum, one) => sum + one.red, 0),
  area: sumOfAreas(buildings.map((one) => one.area)),
})

function FactsPanel({ estate, buildings }: { estate: Estate; buildings: readonly Building[] }): ReactNode {
  const t = useMessages(estateWords)
  const { language } = useReading()
  const totals = totalsOf(buildings)
  return (
    <section className="sheet" aria-labelledby="facts">
      <h2 id="facts">{t.facts}</h2>
      <Facts>
        <Fact name={t.number}>{estate.number ?? t.noNumber}</Fact>
        <Fact name={t.place}>{estate.street.district.name} {estate.street.name}</Fact>
        <Fact name={t.address}>{estate.address}</Fact>
        <Fact name={t.registered}>{day(estate.createdAt, language)}</Fact>
        <Fact name={t.buildings}>{t.buildingCount(count(buildings.length))}</Fact>
        <Fact name={t.units}>{t.unitCount(count(totals.units))}</Fact>
        <Fact name={t.area}>{area(totals.area, language)}</Fact>
        <Fact name={t.certified}>{t.certifiedShare(count(totals.red), count(totals.units), share(totals.red, totals.units))}</Fact>
      </Facts>
    </section>
  )
}

interface StatusProps {
  readonly estate: Estate
  readonly buildings: readonly Building[]
  readonly onChanged: () => void
}

function StatusPanel({ estate, buildings, onChanged }: StatusProps): ReactNode {
  const t = useMessages(estateWords)
  const j = useMessages(joints)
  const allowed = useAllowed()
  return (
    <section className="sheet" aria-labelledby="status">
      <h2 id="status">{t.status}</h2>
      <p><StateTag look={STATUS_LOOKS[estate.status]}>{t.statuses[estate.status]}</StateTag></p>
      <p>{t.statusSays[estate.status]}</p>
      {estate.proposalReason !== null && estate.status !== 'COMPLETED' && <p>{t.proposalReason}{j.colon}{estate.proposalReason}</p>}
      {estate.decisionReason !== null && <p>{t.decisionReason}{j.colon}{estate.decisionReason}</p>}
      {estate.status === 'PREPARING' && allowed.completeEstate && <Completion estate={estate} buildings={buildings} onChanged={onChanged} />}
    </section>
  )
}

function Completion({ estate, buildings, onChanged }: StatusProps): ReactNode {
  const t = useMessages(estateWords)
  const allowed = useAllowed()
  const asked = useAsk(EstateBlockers, { id: estate.id })
  const complete = useCommand(CompleteEstate)
  const [asking, setAsking] = useState(false)
  return (
    <Answered asked={asked}>
      {({ estateBlockers }) => (estateBlockers ?? []).length > 0 ? (
        <div className="must-settle">
          <p><strong>{t.blockers(estateBlockers?.length ?? 0)}</strong></p>
          <ul>{estateBlockers?.map((one) => <li key={one.path}>{one.message}</li>)}</ul>
          {allowed.maintainRegister && <Link to={`/maintenance/new?estate=${estate.id}`}>{t.mend}</Link>}
        </div>
      ) : (
        <>
          <p>{t.noBlockers}</p>
          <div className="act-row"><Button look="primary" onClick={() => setAsking(true)}>{t.complete}</Button></div>
          {asking && (
            <ReasonDialog
              title={t.completeTitle(estate.name)}
              action={t.complete}
              command={complete}
              withReason={false}
              variables={() => ({ input: { estateId: estate.id } })}
              onDone={() => {
                setAsking(false)
                onChanged()
              }}
              onClose={() => setAsking(false)}
            >
              <p>{t.completeEffect(count(buildings.length), count(totalsOf(buildings).units))}</p>
            </ReasonDialog>
          )}
        </>
      )}
    </Answered>
  )
}
