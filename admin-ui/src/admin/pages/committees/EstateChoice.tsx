import { Button } from 'antd'
import { useState, type ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { fieldId } from '../../../shared/ui/Field.tsx'
import { SearchableList } from '../../../shared/ui/SearchableList.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { EstatesToChoose, type EstatesToChooseQuery } from './committees.gql.ts'
import { words } from './messages.ts'

export interface Chosen {
  readonly id: string
  readonly name: string
}

interface Props {
  /** Only estates that could be given an owners' assembly now. */
  readonly awaitingAssembly: boolean
  readonly label: string
  readonly search: string
  readonly nothing: string
  readonly error: string | undefined
  readonly chosen: Chosen | undefined
  readonly onChoose: (estate: Chosen | undefined) => void
}

/** An estate found by a part of its name, and let go again by 清除. */
export function EstateChoice({ awaitingAssembly, label, search, nothing, error, chosen, onChoose }: Props): ReactNode {
  const t = useMessages(words)
  const [typed, setTyped] = useState('')
  const asked = useAsk(EstatesToChoose, { search: typed.trim() || null, awaitingAssembly }, { pause: chosen !== undefined })
  const id = fieldId('estateId')
  return (
    <div className={error === undefined ? 'field' : 'field wrong'} id={id} tabIndex={-1}>
      {error !== undefined && <p className="error"><span aria-hidden="true">✕ </span>{error}</p>}
      {chosen === undefined ? (
        <Answered asked={asked}>
          {({ estates }) => (
            <>
              <SearchableList
                label={search}
                search={typed}
                onSearch={setTyped}
                items={asked.waiting ? undefined : estates.nodes}
                total={estates.totalCount}
                keyOf={(one) => one.id}
                show={nameAndPlace}
                onChoose={onChoose}
              />
              {!asked.waiting && estates.totalCount === 0 && <p>{nothing}</p>}
            </>
          )}
        </Answered>
      ) : (
        <>
          <span>{label}</span>
          <p className="chosen">
            <strong>{chosen.name}</strong>
            <Button onClick={() => onChoose(undefined)}>{t.newAssembly.clear}</Button>
          </p>
        </>
      )}
    </div>
  )
}

const nameAndPlace = (one: EstatesToChooseQuery['estates']['nodes'][number]): ReactNode => (
  <span className="two-lines"><strong>{one.name}</strong><span className="quiet">{one.street.name} {one.address}</span></span>
)
