import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { area } from '../../../shared/figures.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { terms } from '../../register/messages.ts'
import { useAllowed } from '../../ui/allowed.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { TransferForm } from './TransferForm.tsx'
import { UnitDetails, type UnitDetailsQuery } from './unit.gql.ts'
import { unitWords } from './unit_messages.ts'
import { Certifications, Titles } from './UnitPeople.tsx'

export type Unit = NonNullable<UnitDetailsQuery['unit']>

/** What a unit's own answer does not say: its estate and its building's number. */
export interface Around {
  readonly estateName: string
  readonly estateNumber: string | null
  readonly buildingNumber: string
}

const LOOKS = { GREEN: 'plain', YELLOW: 'waiting', RED: 'good' } as const

interface Props {
  readonly unitId: string
  readonly around: (buildingId: string) => Around
  readonly onClose: () => void
}

/** A unit with every field of the guide's dialog, whose it is and was, and who is certified for it. */
export function UnitDrawer({ unitId, around, onClose }: Props): ReactNode {
  const t = useMessages(unitWords)
  const r = useMessages(terms)
  const j = useMessages(joints)
  const { language } = useReading()
  const { maintainRegister } = useAllowed()
  const asked = useAsk(UnitDetails, { id: unitId })
  const [transferring, setTransferring] = useState(false)
  const [done, setDone] = useState('')
  const unit = asked.data?.unit
  const changed = (said: string): void => {
    setDone(said)
    setTransferring(false)
    asked.again()
  }
  return (
    <Drawer title={unit ? `${unit.buildingName} ${nameOf(unit, language)}` : t.facts} onClose={onClose}>
      <p role="status">{done}</p>
      <Answered asked={asked}>
        {({ unit: found }) => found === null ? <Empty title={t.notFound}><p>{t.notFoundHint}</p></Empty> : (
          <>
            <UnitFacts unit={found} around={around(found.buildingId)} />
            <section aria-labelledby="titles">
              <h3 id="titles">{t.titles}</h3>
              {found.titles === null ? <p>{t.noPeople}</p> : <Titles unit={found} titles={found.titles} onChanged={changed} />}
              {maintainRegister && found.titles !== null && (transferring
                ? <TransferForm unit={found} onDone={changed} onCancel={() => setTransferring(false)} />
                : <div><Button onClick={() => setTransferring(true)}>{t.transfer}</Button></div>)}
            </section>
            {found.certifications !== null && (
              <section aria-labelledby="certifications">
                <h3 id="certifications">{t.certifications}</h3>
                <Certifications certifications={found.certifications} onChanged={changed} />
              </section>
            )}
            <p className="hint">{r.areaSourceName}{j.colon}{r.areaSource[found.areaSource]}{j.comma}{area(found.area, language)}{j.stop}{t.spotCheck}</p>
          </>
        )}
      </Answered>
    </Drawer>
  )
}

const nameOf = (unit: Unit, language: 'zh' | 'en'): string => {
  if (unit.entrance === '') return unit.room
  const entrance = language === 'zh' ? `${unit.entrance}单元` : `entrance ${unit.entrance}`
  return `${entrance} ${unit.room.startsWith(`${unit.entrance}单元`) ? unit.room.slice(unit.entrance.length + 2) : unit.room}`
}

function UnitFacts({ unit, around }: { unit: Unit; around: Around }): ReactNode {
  const t = useMessages(unitWords)
  const r = useMessages(terms)
  const { language } = useReading()
  const { maintainRegister } = useAllowed()
  const yesNo = (is: boolean): string => (is ? r.yes : r.no)
  return (
    <section aria-labelledby="unit-facts">
      <h3 id="unit-facts">{t.facts}</h3>
      <Facts>
        <Fact name={r.estate}>{around.estateName}</Fact>
        <Fact name={r.estateNumber}>{around.estateNumber ?? '—'}</Fact>
        <Fact name={r.building}>{unit.buildingName}</Fact>
        <Fact name={r.buildingNumber}>{around.buildingNumber}</Fact>
        <Fact name={r.entrance}>{unit.entrance || r.noEntrance}</Fact>
        <Fact name={r.room}>{unit.room}</Fact>
        <Fact name={r.floor}>{unit.floor}</Fact>
        <Fact name={r.floorFrom}>{unit.floorFrom}</Fact>
        <Fact name={r.floorTo}>{unit.floorTo}</Fact>
        <Fact name={r.usageName}>{r.usage[unit.usage]}</Fact>
        <Fact name={r.layout}>{unit.layout || '—'}</Fact>
        <Fact name={r.area}>{area(unit.area, language)}</Fact>
        <Fact name={r.areaSourceName}>{r.areaSource[unit.areaSource]}</Fact>
        <Fact name={r.developerStock}>{yesNo(unit.developerStock)}</Fact>
        <Fact name={r.delivered}>{yesNo(unit.delivered)}</Fact>
        <Fact name={t.certified}><StateTag look={LOOKS[unit.colour]}>{r.colour[unit.colour]}</StateTag></Fact>
      </Facts>
      {maintainRegister && <Link to={`/maintenance/new?estate=${unit.estateId}`}>{t.amend}</Link>}
    </section>
  )
}
