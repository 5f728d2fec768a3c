import type { ReactNode } from 'react'

import { useAsk } from '../../shared/asking.ts'
import { useMessages } from '../../shared/i18n.tsx'
import { SearchableList } from '../../shared/ui/SearchableList.tsx'
import { Retry } from '../../shared/ui/States.tsx'
import { useTyped } from '../ui/useTyped.ts'
import { EstatesToMaintain, type EstatesToMaintainQuery } from './estate_choice.gql.ts'
import { terms } from './messages.ts'

export type ChosenEstate = EstatesToMaintainQuery['estates']['nodes'][number]

const shown = (one: ChosenEstate): ReactNode => <><strong>{one.name}</strong><br /><span className="hint">{one.number ?? ''} {one.address}</span></>

/** Find an estate by a part of its name, address or number; each one found is a button. */
export function EstateChoice({ onChoose }: { onChoose: (estate: ChosenEstate) => void }): ReactNode {
  const t = useMessages(terms)
  const [typed, setTyped, search] = useTyped()
  const asked = useAsk(EstatesToMaintain, { search })
  if (asked.trouble && asked.data === undefined) return <Retry trouble={asked.trouble} onRetry={asked.again} />
  return (
    <SearchableList
      label={t.findEstate}
      search={typed}
      onSearch={setTyped}
      items={asked.data?.estates.nodes}
      {...(asked.data ? { total: asked.data.estates.totalCount } : {})}
      keyOf={(one) => one.id}
      show={shown}
      onChoose={onChoose}
    />
  )
}
