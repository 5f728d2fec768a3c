import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Answered, Empty, Skeleton } from '../../../shared/ui/States.tsx'
import { words as gridWords } from '../../unitGrid/messages.ts'
import { UnitStore } from '../../unitGrid/store.ts'
import { UnitGrid } from '../../unitGrid/UnitGrid.tsx'
import { coloursByBuilding, COLOURS, sameUnits, unitsOf, type Colour } from '../../unitGrid/units.ts'
import { ChosenUnit, FindRoom, Legend } from '../../unitGrid/UnitTools.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { UnitTable, WatchUnitColours, type UnitTableQuery } from './estate.gql.ts'
import { tableWords } from './estate_messages.ts'
import { NoEstate } from './EstatePage.tsx'
import { UnitDrawer, type Around } from './UnitDrawer.tsx'

/** The units of a building, or of the whole estate, in the guide's three colours; certification shows as it happens. */
export default function UnitsPage(): ReactNode {
  const t = useMessages(tableWords)
  useTitle(t.title)
  const { estateId = '', buildingId } = useParams()
  const asked = useAsk(UnitTable, { estateId })
  return (
    <>
      <Link className="back-link" to={`/estates/${estateId}/buildings`}>{t.backToTable}</Link>
      <Answered asked={asked} skeleton={<Skeleton lines={8} />}>
        {(data) => data.estate === null || data.estateGrid === null
          ? <NoEstate />
          : <Table key={`${estateId} ${buildingId ?? ''}`} data={data} buildingId={buildingId} onOutdated={asked.again} />}
      </Answered>
    </>
  )
}

interface TableProps {
  readonly data: UnitTableQuery
  readonly buildingId: string | undefined
  readonly onOutdated: () => void
}

function Table({ data, buildingId, onOutdated }: TableProps): ReactNode {
  const t = useMessages(tableWords)
  const g = useMessages(gridWords)
  const [address, change] = useAddress(['colour', 'unit'] as const)
  const store = useStore(data, buildingId)
  useLive(data.estate?.id ?? '', store, onOutdated)
  const colour = COLOURS.find((one) => one === address.colour) ?? null
  // Asked once for each choice: a unit whose colour changes meanwhile stays where one has just seen it.
  const wanted = useMemo(() => {
    const chosen = colour === null ? null : new Set(store.units.ids.map((_, index) => index).filter((index) => store.colour(index) === colour))
    return (index: number) => chosen === null || chosen.has(index)
  }, [store, colour])
  const [goTo, setGoTo] = useState<{ index: number } | null>(null)
  const [goToBuilding, setGoToBuilding] = useState<{ building: number } | null>(null)
  const none = useMemo(() => !store.units.ids.some((_, index) => wanted(index)), [store, wanted])
  const building = data.buildings.find((one) => one.id === buildingId)
  const label = building ? t.ofBuilding(building.name) : t.ofEstate
  const around = (id: string): Around => ({
    estateName: data.estate?.name ?? '',
    estateNumber: data.estate?.number ?? null,
    buildingNumber: data.buildings.find((one) => one.id === id)?.number ?? '',
  })
  const choose = (chosen: Colour | null): void => change({ colour: chosen ?? '' })
  return (
    <>
      <h1 tabIndex={-1}>{data.estate?.name} · {building?.name ?? t.ofEstate}</h1>
      <Legend store={store} chosen={colour} onChoose={choose} />
      <div className="unit-tools">
        <FindRoom store={store} wanted={wanted} onFound={(index) => setGoTo({ index })} />
        {building === undefined && store.units.buildings.length > 1 && (
          <select className="choice-list" aria-label={t.jump} value="" onChange={(event) => setGoToBuilding({ building: Number(event.target.value) })}>
            <option value="" disabled>{t.jumpChoose}</option>
            {store.units.buildings.map((one, place) => <option key={one.id} value={place}>{one.name}</option>)}
          </select>
        )}
      </div>
      {none ? <Empty title={g.none}><button type="button" className="link" onClick={() => choose(null)}>{g.all}</button></Empty> : (
        <UnitGrid store={store} label={label} wanted={wanted} onOpen={(unit) => change({ unit })} goTo={goTo} goToBuilding={goToBuilding} />
      )}
      <ChosenUnit store={store} />
      <p className="hint">{g.help}</p>
      {address.unit !== '' && <UnitDrawer key={address.unit} unitId={address.unit} around={around} onClose={() => change({ unit: '' })} />}
    </>
  )
}

/** The store of these units. A newer answer about the same units paints the store that is there, so that whoever is in
 * the middle of the grid stays where they are. */
function useStore(data: UnitTableQuery, buildingId: string | undefined): UnitStore {
  const units = useMemo(() => {
    const buildings = buildingId === undefined ? data.buildings : data.buildings.filter((one) => one.id === buildingId)
    return unitsOf(data.estateGrid, buildings)
  }, [data, buildingId])
  const [store, setStore] = useState(() => new UnitStore(units))
  const same = useMemo(() => sameUnits(store.units, units), [store, units])
  if (!same) setStore(new UnitStore(units))
  useEffect(() => {
    if (same) store.paint(coloursByBuilding(units))
  }, [same, store, units])
  return store
}

/** Keeps the colours as they are now; where the units are others than these, asks for them anew. */
function useLive(estateId: string, store: UnitStore, onOutdated: () => void): void {
  useEffect(() => {
    let stop = (): void => undefined
    let gone = false
    void import('../../../shared/gqlLive.ts').then(({ follow }) => {
      if (gone) return
      stop = follow(WatchUnitColours, { estateId }, ({ unitColours }) => {
        const colours = unitColours.colours as Readonly<Record<string, string>>
        const own = Object.fromEntries(store.units.buildings.map((one) => [one.id, colours[one.id] ?? '']))
        if (!store.paint(own)) onOutdated()
      })
    })
    return () => {
      gone = true
      stop()
    }
  }, [estateId, store, onOutdated])
}
