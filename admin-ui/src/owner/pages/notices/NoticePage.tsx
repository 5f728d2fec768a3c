import { useEffect, useState, type ReactNode } from 'react'
import { useClient } from 'urql'
import { Link, useParams } from 'wouter'

import { perform, useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day, instant } from '../../../shared/moments.ts'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { words } from './messages.ts'
import { MarkNoticeRead, NoticeRead, type NoticeReadQuery } from './notices.gql.ts'

/** One notice, in full. */
export default function NoticePage(): ReactNode {
  const { noticeId } = useParams<{ noticeId: string }>()
  const t = useMessages(words)
  useTitle(t.title)
  const asked = useAsk(NoticeRead, { id: noticeId })
  return (
    <>
      <Back to="/notices">{t.all}</Back>
      <Answered asked={asked}>
        {({ notice }) => (notice === null ? <Missing /> : <Text notice={notice} />)}
      </Answered>
    </>
  )
}

function Missing(): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <Empty title={t.notFound}>
        <p>{t.notFoundHint}</p>
        <Link className="button" href="/notices">{t.all}</Link>
      </Empty>
    </>
  )
}

/** Says that the notice has been opened, once it stands on the screen. Where that does not come through nothing is
 * lost: the next opening says it. */
function useOpened(id: string, readAt: string | null): void {
  const client = useClient()
  useEffect(() => {
    if (readAt === null) void perform(client, MarkNoticeRead, { input: { noticeId: id } }, ['Notice', 'NoticeConnection'])
  }, [client, id, readAt])
}

function Text({ notice }: { notice: NonNullable<NoticeReadQuery['notice']> }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  useOpened(notice.id, notice.readAt)
  const [openedBefore] = useState(notice.readAt)
  const ofABallot = notice.kind === 'BALLOT_PUBLICITY' || notice.kind === 'BALLOT_ANNOUNCEMENT'
  return (
    <article className="page">
      <span className="tag">{t.kinds[notice.kind]}</span>
      <h1 tabIndex={-1}>{notice.title}</h1>
      {notice.publishedAt !== null && <p className="quiet">{t.by(notice.publisher, day(notice.publishedAt, language))}</p>}
      {openedBefore !== null && <p className="quiet"><span aria-hidden="true">✓ </span>{t.read(instant(openedBefore, language))}</p>}
      {/* A line is a paragraph; it is text and nothing else, whoever wrote it. */}
      {notice.body.split('\n').filter((line) => line.trim() !== '').map((line, at) => <p key={`${at}${line}`}>{line}</p>)}
      {notice.agenda.length > 0 && (
        <section className="section">
          <h2>{t.agenda}</h2>
          <ol className="plain">
            {notice.agenda.map((item) => <li key={item.title}><strong>{item.title}</strong><span className="quiet line">{t.matters[item.kind]}</span></li>)}
          </ol>
          <p className="hint">{t.onlyThese}</p>
        </section>
      )}
      {ofABallot && <Link className="button wide" href="/ballots">{t.toBallots}</Link>}
    </article>
  )
}
