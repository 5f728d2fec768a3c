import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useMessages } from '../../../shared/i18n.tsx'
import { Filter } from '../../ui/Filters.tsx'
import { words } from './messages.ts'

/** Finds bodies by their name or their estate's; give it its value as key, so that Back shows the older question. */
export function Search({ value, onSearch }: { value: string; onSearch: (search: string) => void }): ReactNode {
  const t = useMessages(words)
  const [typed, setTyped] = useState(value)
  return (
    <form
      className="filter-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(typed.trim())
      }}
    >
      <Filter label={t.search}>
        {(id) => <Input id={id} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />}
      </Filter>
      <Button htmlType="submit">{t.find}</Button>
    </form>
  )
}
