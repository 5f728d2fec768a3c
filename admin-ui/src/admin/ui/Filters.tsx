import { Button, Input } from 'antd'
import { useEffect, useId, useState, type ReactNode } from 'react'

/** The row of filters over a list. */
export const Filters = ({ children }: { children: ReactNode }): ReactNode => <div className="filters">{children}</div>

/** One filter with its label. */
export function Filter({ label, children }: { label: string; children: (id: string) => ReactNode }): ReactNode {
  const id = useId()
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

interface SearchProps {
  readonly label: string
  /** What the button says. */
  readonly find: string
  /** What is searched for now; Back brings the older question into the field. */
  readonly value: string
  readonly onSearch: (search: string) => void
  readonly primary?: boolean
}

/** The words that a list is searched for: asked when they are sent, and the focus stays in the field. */
export function SearchFilter({ label, find, value, onSearch, primary = false }: SearchProps): ReactNode {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  return (
    <form
      className="filter-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(typed.trim())
      }}
    >
      <Filter label={label}>
        {(id) => <Input id={id} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />}
      </Filter>
      <Button {...(primary ? { type: 'primary' } : {})} htmlType="submit">{find}</Button>
    </form>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A filter with a few values: the browser's own list, which every keyboard and every screen reader knows. */
export function FilterChoice({ label, value, onChange, options }: ChoiceProps): ReactNode {
  return (
    <Filter label={label}>
      {(id) => (
        <select id={id} className="choice-list" value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
        </select>
      )}
    </Filter>
  )
}
