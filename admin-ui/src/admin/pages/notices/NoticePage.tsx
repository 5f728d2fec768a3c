import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { useSession } from '../../../shared/session.tsx'
import { Dialog } from '../../../shared/ui/Dialog.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Changes } from './Changes.tsx'
import { isForBallot } from './kinds.ts'
import { words } from './messages.ts'
import { NoticeInFull, PublishNotice, SubmitNotice, WithdrawNotice, type NoticeInFullQuery } from './notices.gql.ts'
import { NoticeStanding } from './NoticeTable.tsx'
import { Reach } from './Reach.tsx'
import { words as reachWords } from './reachMessages.ts'
import { Review } from './Review.tsx'

export type Notice = NonNullable<NoticeInFullQuery['notice']>

/** One notice: where it stands, what it says, what can be done with it now. */
export default function NoticePage(): ReactNode {
  const t = useMessages(words)
  const { noticeId = '' } = useParams()
  const { last } = useSession()
  const asked = useAsk(NoticeInFull, { id: noticeId })
  const [said, setSaid] = useState('')
  useTitle(t.notice)
  const done = (what: string): void => {
    setSaid(what)
    asked.again()
  }
  const reviews = last?.roles.some((one) => one.role === 'STREET_REVIEWER') ?? false
  return (
    <Answered asked={asked}>
      {({ notice }) =>
        notice === null ? (
          <>
            <h1 tabIndex={-1}>{t.notice}</h1>
            <Empty title={t.notFound}><p>{t.notFoundHint}</p><Link to="/notices">{t.back}</Link></Empty>
          </>
        ) : (
          <>
            <p><Link to="/notices">{t.back}</Link></p>
            <h1 tabIndex={-1}>{notice.title}</h1>
            <p role="status">{said}</p>
            <Facts notice={notice} />
            {notice.sheetAddress !== null && <Posting address={notice.sheetAddress} />}
            {notice.mine && <Acts notice={notice} onDone={done} />}
            {notice.state === 'SUBMITTED' && reviews && <Review notice={notice} onDone={done} />}
            {notice.state === 'PUBLISHED' && <Reach noticeId={notice.id} forBallot={isForBallot(notice.kind)} />}
            {notice.changesSinceRejection && <Changes lines={notice.changesSinceRejection} />}
            <section aria-labelledby="preview">
              <h2 id="preview">{t.preview}</h2>
              {/* The server escapes every word of it; its tags are the server's own. */}
              {/* oxlint-disable-next-line react/no-danger -- see above */}
              <div className="paper" dangerouslySetInnerHTML={{ __html: shifted(notice.html) }} />
            </section>
          </>
        )
      }
    </Answered>
  )
}

/** The sheet for the wall: its QR code leads whoever stands before it to the notice on their phone. */
function Posting({ address }: { address: string }): ReactNode {
  const t = useMessages(reachWords)
  return (
    <div className="row-acts posting">
      <a className="link-button" href={address}>{t.sheet}</a>
      <a className="link-button" href={`${address}?language=en`}>{t.sheetEn}</a>
      <span className="hint">{t.sheetHint}</span>
    </div>
  )
}

/** The notice's own headings, two levels down: the page has an h1 and this part an h2. */
const shifted = (html: string): string => html.replaceAll(/<(\/?)h([12])>/g, (_, closing: string, level: string) => `<${closing}h${Number(level) + 2}>`)

function Facts({ notice }: { notice: Notice }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t.state, <NoticeStanding key="state" state={notice.state} />],
    [t.kind, t.kinds[notice.kind]],
    [t.estate, notice.estateName],
    [t.publisher, notice.publisher],
    ...(notice.submittedAt === null ? [] : [[t.submitted, `${instant(notice.submittedAt, language)}${j.aside(t.revision(notice.revision))}`] as const]),
    ...(notice.reviewedAt === null ? [] : [[t.reviewed, instant(notice.reviewedAt, language)] as const]),
    ...(notice.reviewReason === null ? [] : [[t.reason, <strong key="reason">{notice.reviewReason}</strong>] as const]),
    ...(notice.publishedAt === null ? [] : [[t.published, instant(notice.publishedAt, language)] as const]),
    [t.hash, <code key="hash" className="number hash">{notice.contentHash}</code>],
  ]
  return <dl className="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
}

function Acts({ notice, onDone }: { notice: Notice; onDone: (said: string) => void }): ReactNode {
  const t = useMessages(words)
  const submit = useCommand(SubmitNotice)
  const withdraw = useCommand(WithdrawNotice)
  const [publishing, setPublishing] = useState(false)
  const input = { noticeId: notice.id }
  const forBallot = isForBallot(notice.kind)
  const editable = notice.state === 'DRAFT' || notice.state === 'REJECTED'
  const publishable = notice.state === (forBallot ? 'APPROVED' : 'DRAFT')
  const after = (said: string) => (outcome: { kind: string }): void => {
    if (outcome.kind === 'done') onDone(said)
  }
  return (
    <>
      <CommandErrors of={submit} />
      <CommandErrors of={withdraw} />
      {notice.state === 'SUBMITTED' && <p>{t.waiting}</p>}
      {notice.state === 'APPROVED' && <p>{t.approved}</p>}
      <div className="row-acts">
        {editable && <Link className="link-button" to={`/notices/${notice.id}/edit`}>{t.edit}</Link>}
        {editable && forBallot && (
          <Button type="primary" aria-busy={submit.busy || undefined} onClick={() => void submit.run({ input }).then(after(t.submitted_))}>{t.submit}</Button>
        )}
        {notice.state === 'SUBMITTED' && (
          <Button aria-busy={withdraw.busy || undefined} onClick={() => void withdraw.run({ input }).then(after(t.withdrawn))}>{t.withdraw}</Button>
        )}
        {publishable && <Button type="primary" onClick={() => setPublishing(true)}>{t.publish}</Button>}
      </div>
      {publishing && <Publishing notice={notice} onClose={() => setPublishing(false)} onDone={onDone} />}
    </>
  )
}

function Publishing({ notice, onClose, onDone }: { notice: Notice; onClose: () => void; onDone: (said: string) => void }): ReactNode {
  const t = useMessages(words)
  const publish = useCommand(PublishNotice)
  const confirm = async (): Promise<void> => {
    const outcome = await publish.run({ input: { noticeId: notice.id } })
    if (outcome.kind !== 'done') return
    onClose()
    onDone(t.published_)
  }
  return (
    <Dialog title={t.publishAsk(notice.title)} onClose={onClose}>
      <CommandErrors of={publish} />
      <p>{notice.estateName} · {t.kinds[notice.kind]}</p>
      <p><strong>{t.publishEffect}</strong></p>
      <Button type="primary" aria-busy={publish.busy || undefined} onClick={() => void confirm()}>{t.doPublish}</Button>
    </Dialog>
  )
}
