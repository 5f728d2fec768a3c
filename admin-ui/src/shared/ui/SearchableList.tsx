import { useId, type ReactNode } from 'react'

import { useMessages } from '../i18n.tsx'
import { Button } from './Button.tsx'
import { ui } from './messages.ts'

interface Props<Item> {
  readonly label: string
  readonly search: string
  readonly onSearch: (search: string) => void
  /** What was found, by the server; undefined while it is on its way. */
  readonly items: readonly Item[] | undefined
  readonly total?: number
  readonly keyOf: (item: Item) => string
  readonly show: (item: Item) => ReactNode
  readonly onChoose: (item: Item) => void
  readonly onMore?: (() => void) | undefined
}

/** Find one thing among many by typing a part of it; every thing found is a button of full width. */
export function SearchableList<Item>({ label, search, onSearch, items, total, keyOf, show, onChoose, onMore }: Props<Item>): ReactNode {
  const id = useId()
  const t = useMessages(ui)
  return (
    <div className="searchable-list">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="search" autoComplete="off" value={search} onChange={(event) => onSearch(event.target.value)} />
      <p role="status" className="hint">
        {items === undefined ? t.loading : items.length === 0 ? t.nothingMatches : total !== undefined && t.shownOf(items.length, total)}
      </p>
      <ul className="choices">
        {items?.map((item) => (
          <li key={keyOf(item)}><button type="button" className="choice" onClick={() => onChoose(item)}>{show(item)}</button></li>
        ))}
      </ul>
      {onMore && <Button onClick={onMore}>{t.more}</Button>}
    </div>
  )
}
