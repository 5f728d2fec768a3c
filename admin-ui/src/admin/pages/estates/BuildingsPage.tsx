import type { TableProps } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { area, count } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { share, sumOfAreas } from '../../../shared/shares.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { words as gridWords } from '../../unitGrid/messages.ts'
import { useAllowed } from '../../ui/allowed.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { EstateDetails, RemoveBuilding, type EstateDetailsQuery } from './estate.gql.ts'
import { estateWords, tableWords } from './estate_messages.ts'
import { NoEstate } from './EstatePage.tsx'

type Building = EstateDetailsQuery['buildings'][number]

/** The building table (楼盘表): every building with its units by colour, and removing one that does not belong. */
export default function BuildingsPage(): ReactNode {
  const t = useMessages(tableWords)
  const e = useMessages(estateWords)
  useTitle(t.title)
  const { estateId = '' } = useParams()
  const { maintainRegister } = useAllowed()
  const asked = useAsk(EstateDetails, { id: estateId })
  const [removing, setRemoving] = useState<Building | null>(null)
  const [done, setDone] = useState('')
  useEffect(() => {
    // Where one goes from here: its code is there before it is asked for.
    void import('./UnitsPage.tsx')
  }, [])
  return (
    <>
      <Link className="back-link" to={`/estates/${estateId}`}>{t.backToEstate}</Link>
      <Answered asked={asked}>
        {({ estate, buildings }) => estate === null ? <NoEstate /> : (
          <>
            <h1 tabIndex={-1}>{estate.name} · {t.title}</h1>
            <p role="status">{done}</p>
            {buildings.length === 0 ? (
              <Empty title={t.none}>
                <p>{t.noneHint}</p>
                {maintainRegister && <Link to={`/maintenance/new?estate=${estate.id}`}>{e.maintain}</Link>}
              </Empty>
            ) : (
              <>
                <div className="act-row"><Link className="button" to={`/estates/${estate.id}/units`}>{t.whole}</Link></div>
                <Buildings estateId={estate.id} buildings={buildings} waiting={asked.waiting} onRemove={maintainRegister ? setRemoving : null} />
              </>
            )}
          </>
        )}
      </Answered>
      {removing && (
        <Removal
          building={removing}
          onClose={() => setRemoving(null)}
          onRemoved={() => {
            setDone(t.removed(removing.name, count(removing.units)))
            setRemoving(null)
            asked.again()
          }}
        />
      )}
    </>
  )
}

interface BuildingsProps {
  readonly estateId: string
  readonly buildings: readonly Building[]
  readonly waiting: boolean
  readonly onRemove: ((building: Building) => void) | null
}

const TOTAL = 'total'

function Buildings({ estateId, buildings, waiting, onRemove }: BuildingsProps): ReactNode {
  const t = useMessages(tableWords)
  const g = useMessages(gridWords)
  const { language } = useReading()
  const total: Building = {
    __typename: 'Building', id: TOTAL, name: t.total, number: '', source: 'SYSTEM',
    units: sum(buildings, 'units'), green: sum(buildings, 'green'), yellow: sum(buildings, 'yellow'), red: sum(buildings, 'red'),
    area: sumOfAreas(buildings.map((one) => one.area)),
  }
  const number = (title: ReactNode, key: string, show: (one: Building) => string): NonNullable<TableProps<Building>['columns']>[number] =>
    ({ title, key, align: 'right', className: 'number-cell', render: (_, one) => show(one) })
  const columns: NonNullable<TableProps<Building>['columns']> = [
    { title: t.name, key: 'name', className: 'name-cell', render: (_, one) => one.id === TOTAL ? <strong>{one.name}</strong> : <Link to={`/estates/${estateId}/buildings/${one.id}`}>{one.name}</Link> },
    { title: t.number, key: 'number', render: (_, one) => <span className="number">{one.number}</span> },
    { title: t.source, key: 'source', render: (_, one) => one.id === TOTAL ? '' : t.sources[one.source] },
    number(t.units, 'units', (one) => count(one.units)),
    number(<><span aria-hidden="true">○ </span>{g.columns.g}</>, 'green', (one) => count(one.green)),
    number(<><span aria-hidden="true">◐ </span>{g.columns.y}</>, 'yellow', (one) => count(one.yellow)),
    number(<><span aria-hidden="true">● </span>{g.columns.r}</>, 'red', (one) => count(one.red)),
    number(t.share, 'share', (one) => share(one.red, one.units)),
    number(t.squareMetres, 'area', (one) => area(one.area, language).split(' ')[0] ?? ''),
    {
      title: t.acts,
      key: 'acts',
      render: (_, one) => one.id === TOTAL ? '' : (
        <span className="row-acts">
          <Link to={`/estates/${estateId}/buildings/${one.id}`} aria-label={t.openNamed(one.name)}>{t.open}</Link>
          {onRemove && <Button look="link" aria-label={t.removeNamed(one.name)} onClick={() => onRemove(one)}>{t.remove}</Button>}
        </span>
      ),
    },
  ]
  return <DataTable label={t.list} rows={[...buildings, total]} columns={columns} waiting={waiting} />
}

const sum = (buildings: readonly Building[], of: 'units' | 'green' | 'yellow' | 'red'): number =>
  buildings.reduce((all, one) => all + one[of], 0)

function Removal({ building, onClose, onRemoved }: { building: Building; onClose: () => void; onRemoved: () => void }): ReactNode {
  const t = useMessages(tableWords)
  const { language } = useReading()
  const remove = useCommand(RemoveBuilding)
  return (
    <ReasonDialog
      title={t.removeTitle(building.name)}
      action={t.removeNamed(building.name)}
      danger
      command={remove}
      variables={(reason) => ({ input: { buildingId: building.id, reason } })}
      onDone={onRemoved}
      onClose={onClose}
    >
      <p><strong>{t.removeEffect(count(building.units), area(building.area, language))}</strong></p>
      {building.red > 0 && <p><span aria-hidden="true">● </span>{t.removeCertified(count(building.red))}</p>}
      <p>{t.removeWhen}</p>
    </ReasonDialog>
  )
}
