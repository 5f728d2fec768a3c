import '../../register/register.css'
import '../../ui/parts.css'

import { useMemo, useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { UnitStore } from '../../unitGrid/store.ts'
import { UnitGrid } from '../../unitGrid/UnitGrid.tsx'
import { unitsOf } from '../../unitGrid/units.ts'
import { ChosenUnit, FindRoom } from '../../unitGrid/UnitTools.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { ChangesList } from './ChangesList.tsx'
import { ChangeSetDetails, ChangesOfSet, DropChange, UnitsToChange, type ChangeShownFragment, type SetShownFragment, type UnitsToChangeQuery } from './maintenance.gql.ts'
import { words } from './messages.ts'
import { DRAFTED, UnitFormDrawer } from './UnitForm.tsx'

/** The units of one building in a set: choose one to change, or add one; what is drafted for the building stands above. */
export default function SetBuildingPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { setId = '', buildingId, newBuilding } = useParams()
  const asked = useAsk(ChangeSetDetails, { id: setId })
  const estateId = asked.data?.changeSet?.estate.id ?? ''
  const units = useAsk(UnitsToChange, { estateId }, { pause: estateId === '' })
  return (
    <>
      <Link className="back-link" to={`/maintenance/${setId}`}>{t.backToSet}</Link>
      <Answered asked={asked}>
        {({ changeSet }) => {
          const building = changeSet?.buildings.find((one) => (buildingId === undefined ? one.id === null && one.name === newBuilding : one.id === buildingId))
          if (changeSet === null || building === undefined) return <h1 tabIndex={-1}>{t.notFound}</h1>
          return (
            <>
              <h1 tabIndex={-1}>{t.unitsOf(building.name)}</h1>
              <Answered asked={units}>{(found) => <Work set={changeSet} building={building} units={found} onChanged={asked.again} />}</Answered>
            </>
          )
        }}
      </Answered>
    </>
  )
}

interface WorkProps {
  readonly set: SetShownFragment
  readonly building: SetShownFragment['buildings'][number]
  readonly units: UnitsToChangeQuery
  readonly onChanged: () => void
}

function Work({ set, building, units, onChanged }: WorkProps): ReactNode {
  const t = useMessages(words)
  const [address, change] = useAddress(['unit', 'change', 'add', 'after'] as const)
  const asked = useAsk(ChangesOfSet, { id: set.id, buildingId: building.id, newBuilding: building.id === null ? building.name : null, first: PAGE_SIZE, after: address.after || null })
  const drop = useCommand(DropChange, DRAFTED)
  const [done, setDone] = useState('')
  // The building itself, where the set adds it, stands among the buildings.
  const total = building.added + building.changed
  const isOpen = address.unit !== '' || address.add !== '' || address.change !== ''
  const place = address.unit !== '' ? { unitId: address.unit } : building.id === null ? { newBuilding: building.name } : { buildingId: building.id }
  const close = (): void => change({ unit: '', change: '', add: '' })
  const dropped = async (one: ChangeShownFragment): Promise<void> => {
    const outcome = await drop.run({ input: { changeId: one.id } })
    if (outcome.kind !== 'done') return
    setDone('')
    asked.again()
    onChanged()
  }
  return (
    <>
      <p role="status">{done}</p>
      <div className="act-row"><Button look="primary" onClick={() => change({ add: 'yes' })}>{t.addUnit}</Button><span className="hint">{t.pickHint}</span></div>
      <CommandErrors of={drop} />
      {total > 0 && (
        <section className="sheet" aria-labelledby="pending">
          <h2 id="pending">{t.pending}</h2>
          <p>{t.changesTotal(total)}</p>
          <Answered asked={asked}>
            {({ changes }) => (
              <>
                <ChangesList
                  changes={changes.nodes.filter((one) => one.kind !== 'ADD_BUILDING')}
                  waiting={asked.waiting}
                  buildingName={() => building.name}
                  onDrop={(one) => void dropped(one)}
                  onEdit={(one) => change(one.unitId === null ? { change: one.id } : { unit: one.unitId })}
                />
                <Paging page={changes.pageInfo} after={address.after} onPage={(after) => change({ after })} />
              </>
            )}
          </Answered>
        </section>
      )}
      <UnitChoice buildingId={building.id} units={units} onChoose={(unit) => change({ unit })} />
      {isOpen && (
        <UnitFormDrawer
          key={`${address.unit} ${address.change} ${address.add}`}
          set={set}
          building={{ name: building.name, number: units.buildings.find((one) => one.id === building.id)?.number ?? '' }}
          place={place}
          draftedId={address.change}
          onClose={close}
          onPut={(room) => {
            close()
            setDone(t.put(room))
            asked.again()
            onChanged()
          }}
        />
      )}
    </>
  )
}

interface ChoiceProps {
  readonly buildingId: string | null
  readonly units: UnitsToChangeQuery
  readonly onChoose: (unitId: string) => void
}

const every = (): boolean => true

function UnitChoice({ buildingId, units, onChoose }: ChoiceProps): ReactNode {
  const t = useMessages(words)
  const store = useMemo(() => new UnitStore(unitsOf(units.estateGrid ?? {}, units.buildings.filter((one) => one.id === buildingId))), [units, buildingId])
  const [goTo, setGoTo] = useState<{ index: number } | null>(null)
  if (store.units.count === 0) return <Empty title={t.noUnits}><p>{t.noUnitsHint}</p></Empty>
  return (
    <>
      <FindRoom store={store} wanted={every} onFound={(index) => setGoTo({ index })} />
      <UnitGrid store={store} label={t.table} wanted={every} onOpen={onChoose} goTo={goTo} goToBuilding={null} />
      <ChosenUnit store={store} />
    </>
  )
}
