import { useState, type ReactNode } from 'react'
import { Link, useLocation, useSearch } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { words } from './messages.ts'
import { NoticesListed, type NoticesListedQuery } from './notices.gql.ts'
import { Unread } from './Unread.tsx'

type Notice = NoticesListedQuery['notices']['nodes'][number]

const FIRST = 20

/** What was posted in the estates where one is certified, the newest first. */
export default function NoticesPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const [, go] = useLocation()
  const unread = new URLSearchParams(useSearch()).get('show') === 'unread'
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <div className="actions" role="group" aria-label={t.show}>
        <Button aria-pressed={!unread} onClick={() => go('/notices', { replace: true })}>{t.every}</Button>
        <Button aria-pressed={unread} onClick={() => go('/notices?show=unread', { replace: true })}>{t.onlyUnread}</Button>
      </div>
      <List key={String(unread)} unread={unread} />
    </>
  )
}

function List({ unread }: { unread: boolean }): ReactNode {
  // Each part of the list asks for itself; the last one knows whether more follows.
  const [parts, setParts] = useState<readonly (string | null)[]>([null])
  return parts.map((after, at) => (
    <Part key={after ?? ''} unread={unread} after={after} onMore={at === parts.length - 1 ? (next) => setParts([...parts, next]) : undefined} />
  ))
}

interface PartProps {
  readonly unread: boolean
  readonly after: string | null
  readonly onMore: ((after: string) => void) | undefined
}

function Part({ unread, after, onMore }: PartProps): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(NoticesListed, { read: unread ? false : null, first: FIRST, after })
  return (
    <Answered asked={asked}>
      {({ notices: { nodes, pageInfo } }) => {
        if (nodes.length === 0 && after === null && unread) return <Empty title={t.allRead}><p>{t.allReadHint}</p></Empty>
        if (nodes.length === 0 && after === null) {
          return (
            <Empty title={t.none}>
              <p>{t.noneHint}</p>
              <Link className="button" href="/units">{t.certify}</Link>
            </Empty>
          )
        }
        const { endCursor } = pageInfo
        return (
          <>
            <ul className="cards">{nodes.map((notice) => <li key={notice.id}><Item notice={notice} /></li>)}</ul>
            {pageInfo.hasNextPage && endCursor !== null && onMore && <Button className="wide" onClick={() => onMore(endCursor)}>{t.more}</Button>}
          </>
        )
      }}
    </Answered>
  )
}

function Item({ notice }: { notice: Notice }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <Link className="card" href={`/notices/${notice.id}`}>
      <span className="actions"><span className="tag">{t.kinds[notice.kind]}</span><Unread readAt={notice.readAt} /></span>
      <strong className="title">{notice.title}</strong>
      {notice.publishedAt !== null && <span className="quiet">{t.by(notice.publisher, day(notice.publishedAt, language))}</span>}
    </Link>
  )
}
