import { useId, type ReactNode } from 'react'

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
