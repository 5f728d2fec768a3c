import './parts.css'

import type { ReactNode } from 'react'

/** Names and what they are of one thing, side by side where there is room. */
export function Facts({ children }: { children: ReactNode }): ReactNode {
  return <dl className="fact-grid">{children}</dl>
}

export function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
