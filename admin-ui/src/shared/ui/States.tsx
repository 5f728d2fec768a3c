import { useSyncExternalStore, type ReactNode } from 'react'

import type { Asked } from '../asking.ts'
import { connection, type Trouble } from '../gqlClient.ts'
import { useMessages, useReading } from '../i18n.tsx'
import { sentenceOfTrouble } from '../problems.ts'
import { Button } from './Button.tsx'
import { ui } from './messages.ts'
import { useFocusGoesOn } from './useFocusGoesOn.ts'

/** The place of what is still on its way, about as large as it will be. */
export function Skeleton({ lines = 4 }: { lines?: number }): ReactNode {
  const t = useMessages(ui)
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{t.loading}</span>
      {Array.from({ length: lines }, (_, line) => <div key={line} aria-hidden="true" />)}
    </div>
  )
}

/** Nothing is there: said in words, with what one can do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  const box = useFocusGoesOn<HTMLDivElement>()
  return (
    <div className="empty" ref={box}>
      <p><strong>{title}</strong></p>
      {children}
    </div>
  )
}

interface RetryProps {
  readonly trouble: Trouble
  readonly onRetry: () => void
  /** Which part of the page it is about, where the rest is there. */
  readonly what?: string
}

/** No answer came: why, in plain words, and a way to ask again. */
export function Retry({ trouble, onRetry, what }: RetryProps): ReactNode {
  const { language } = useReading()
  const t = useMessages(ui)
  const box = useFocusGoesOn<HTMLDivElement>()
  return (
    <div className="retry" role="alert" ref={box}>
      <p><span aria-hidden="true">✕ </span>{what !== undefined && <strong>{t.missed(what)}</strong>}{sentenceOfTrouble(trouble, language)}</p>
      <Button onClick={trouble.kind === 'outdated' ? () => location.reload() : onRetry}>{t.again}</Button>
    </div>
  )
}

/** For what stands beside the matter of a page, such as the choices of a filter: where it did not come, this says what is
 * missing, with a way to ask again, and the rest of the page goes on. */
export function Missed({ of, what }: { of: Asked<unknown>; what: string }): ReactNode {
  return of.trouble && <Retry trouble={of.trouble} onRetry={of.again} what={what} />
}

interface AnsweredProps<Result> {
  readonly asked: Asked<Result>
  readonly skeleton?: ReactNode
  readonly children: (data: Result) => ReactNode
}

/** The faces of a query: skeleton, trouble with retry, data (with a word when newer data did not come). */
export function Answered<Result>({ asked, skeleton = <Skeleton />, children }: AnsweredProps<Result>): ReactNode {
  if (asked.data === undefined) {
    return asked.trouble ? <Retry trouble={asked.trouble} onRetry={asked.again} /> : skeleton
  }
  return (
    <>
      {asked.trouble && <Retry trouble={asked.trouble} onRetry={asked.again} />}
      {children(asked.data)}
    </>
  )
}

/** A line over the page while the server cannot be reached. */
export function ConnectionLine(): ReactNode {
  const t = useMessages(ui)
  const reachable = useSyncExternalStore(connection.subscribe, connection.reachable)
  return (
    <div role="status">
      {!reachable && <p className="connection-line"><span aria-hidden="true">⚠ </span>{t.connectionLost}</p>}
    </div>
  )
}
