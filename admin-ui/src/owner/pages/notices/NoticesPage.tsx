import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { words } from './messages.ts'
import { NoticesListed, type NoticesListedQuery } from './notices.gql.ts'

type Notice = NoticesListedQuery['notices']['nodes'][number]

const FIRST = 20

/** What was posted in the estates where one is certified, the newest first. */
export default function NoticesPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  // Each part of the list asks for itself; the last one knows whether more follows.
  const [parts, setParts] = useState<readonly (string | null)[]>([null])
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      {parts.map((after, at) => (
        <Part key={after ?? ''} after={after} onMore={at === parts.length - 1 ? (next) => setParts([...parts, next]) : undefined} />
      ))}
    </>
  )
}

function Part({ after, onMore }: { after: string | null; onMore: ((after: string) => void) | undefined }): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(NoticesListed, { first: FIRST, after })
  return (
    <Answered asked={asked}>
      {({ notices: { nodes, pageInfo } }) => {
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
      <span className="tag">{t.kinds[notice.kind]}</span>
      <strong className="title">{notice.title}</strong>
      {notice.publishedAt !== null && <span className="quiet">{t.by(notice.publisher, day(notice.publishedAt, language))}</span>}
    </Link>
  )
}
