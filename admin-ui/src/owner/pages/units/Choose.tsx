import { useState, type ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { SearchableList } from '../../../shared/ui/SearchableList.tsx'
import { Retry } from '../../../shared/ui/States.tsx'
import type { Claim } from '../../memory.tsx'
import { words } from './messages.ts'
import { BuildingsToCertify, EstatesToCertify, UnitsToCertify } from './units.gql.ts'
import { useSettled } from './useSettled.ts'

const FIRST = 20
const MOST = 100

type Estate = NonNullable<Claim['estate']>
type Building = NonNullable<Claim['building']>
type Unit = NonNullable<Claim['unit']>

export function ChooseEstate({ onChoose }: { onChoose: (estate: Estate) => void }): ReactNode {
  const t = useMessages(words)
  const [search, setSearch] = useState('')
  const settled = useSettled(search.trim())
  const [first, setFirst] = useState(FIRST)
  const asked = useAsk(EstatesToCertify, { search: settled, first })
  const found = asked.data?.certifiableEstates
  return (
    <>
      {asked.trouble && <Retry trouble={asked.trouble} onRetry={asked.again} />}
      <SearchableList
        label={t.findEstate}
        search={search}
        onSearch={setSearch}
        items={found?.nodes}
        {...(found ? { total: found.totalCount } : {})}
        keyOf={(one) => one.id}
        show={(one) => named(one.name, one.address)}
        onChoose={({ id, name }) => onChoose({ id, name })}
        onMore={found?.pageInfo.hasNextPage && first < MOST ? () => setFirst(MOST) : undefined}
      />
      <p className="hint">{t.noEstate}</p>
    </>
  )
}

export function ChooseBuilding({ estate, onChoose }: { estate: Estate; onChoose: (building: Building) => void }): ReactNode {
  const t = useMessages(words)
  const [search, setSearch] = useState('')
  const [after, setAfter] = useState<string | null>(null)
  const asked = useAsk(BuildingsToCertify, { estateId: estate.id, first: MOST, after })
  const found = asked.data?.certifiableBuildings
  const wanted = search.trim()
  const items = found?.nodes.filter((one) => one.name.includes(wanted))
  return (
    <>
      <p className="quiet">{estate.name}</p>
      {asked.trouble && <Retry trouble={asked.trouble} onRetry={asked.again} />}
      <SearchableList
        label={t.findBuilding}
        search={search}
        onSearch={setSearch}
        items={items}
        {...(found ? { total: found.totalCount } : {})}
        keyOf={(one) => one.id}
        show={(one) => named(one.name)}
        onChoose={({ id, name }) => onChoose({ id, name })}
        onMore={found?.pageInfo.hasNextPage ? () => setAfter(found.pageInfo.endCursor) : undefined}
      />
    </>
  )
}

interface UnitProps {
  readonly estate: Estate
  readonly building: Building
  readonly onChoose: (unit: Unit) => void
}

export function ChooseUnit({ estate, building, onChoose }: UnitProps): ReactNode {
  const t = useMessages(words)
  const [search, setSearch] = useState('')
  const settled = useSettled(search.trim())
  const [page, setPage] = useState<{ readonly of: string; readonly after: string | null }>({ of: '', after: null })
  const after = page.of === settled ? page.after : null
  const asked = useAsk(UnitsToCertify, { buildingId: building.id, search: settled, first: MOST, after })
  const found = asked.data?.certifiableUnits
  return (
    <>
      <p className="quiet">{estate.name} · {building.name}</p>
      {asked.trouble && <Retry trouble={asked.trouble} onRetry={asked.again} />}
      <SearchableList
        label={t.findUnit}
        search={search}
        onSearch={setSearch}
        items={found?.nodes}
        {...(found ? { total: found.totalCount } : {})}
        keyOf={(one) => one.id}
        show={(one) => named(t.entrance(one.entrance, one.room), t.floor(one.floor))}
        onChoose={({ id, entrance, room }) => onChoose({ id, entrance, room })}
        onMore={found?.pageInfo.hasNextPage ? () => setPage({ of: settled, after: found.pageInfo.endCursor }) : undefined}
      />
      <p className="hint">{t.noUnit}</p>
    </>
  )
}

function named(name: string, more?: string): ReactNode {
  return (
    <>
      <strong>{name}</strong>
      {more !== undefined && <span className="quiet line">{more}</span>}
    </>
  )
}
