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
