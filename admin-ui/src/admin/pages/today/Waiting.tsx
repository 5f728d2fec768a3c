import type { ReactNode } from 'react'
import { Link } from 'react-router'

import type { Asked } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Answered, Skeleton } from '../../../shared/ui/States.tsx'
import { words } from './messages.ts'

/** How many of a kind stand here; the page of the kind has them all. */
export const SHOWN = 5

/** One thing that waits for somebody. */
export interface Item {
  readonly id: string
  readonly to: string
  readonly name: string
  readonly place: string | undefined
  readonly when: string | undefined
}

interface WaitingProps<Result> {
  readonly title: string
  /** The page with all of them. */
  readonly all: string
  readonly asked: Asked<Result>
  readonly of: (data: Result) => { readonly total: number; readonly items: readonly Item[] }
}

/** What of one kind waits: the first of it with where and since when, and the way to all of it. */
export function Waiting<Result>({ title, all, asked, of }: WaitingProps<Result>): ReactNode {
  const t = useMessages(words)
  return (
    <section className="waiting">
      <Answered asked={asked} skeleton={<><h2>{title}</h2><Skeleton lines={1} /></>}>
        {(data) => {
          const { total, items } = of(data)
          return (
            <>
              <h2>{title}<span className={total > 0 ? 'waiting-count' : 'waiting-none'}>{total > 0 ? t.count(total) : t.none}</span></h2>
              {total > 0 && <Items of={items} />}
              {total > items.length && <p><Link to={all}>{t.all(total)}</Link></p>}
            </>
          )
        }}
      </Answered>
    </section>
  )
}

function Items({ of }: { of: readonly Item[] }): ReactNode {
  return (
    <ul className="plain-list">
      {of.map((item) => (
        <li key={item.id}>
          <Link to={item.to}>{item.name}</Link>
          {item.place !== undefined && <span>{item.place}</span>}
          {item.when !== undefined && <span className="quiet">{item.when}</span>}
        </li>
      ))}
    </ul>
  )
}
