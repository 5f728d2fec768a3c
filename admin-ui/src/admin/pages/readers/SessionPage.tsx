import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { useSession } from '../../../shared/session.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { words } from './messages.ts'
import { EndPadSessionFor, PadSessionLog, type PadSessionLogQuery, type SessionLineFragment } from './readers.gql.ts'
import { Ended } from './SessionsPage.tsx'

type Read = PadSessionLogQuery['cardReads']['nodes'][number]

/** One session and every read that was asked for in it; nobody's name, nobody's choice. */
export default function SessionPage(): ReactNode {
  const t = useMessages(words).sessions
  const { sessionId = '' } = useParams()
  const { last } = useSession()
  const [address, change] = useAddress(['after'] as const)
  const [ending, setEnding] = useState(false)
  const asked = useAsk(PadSessionLog, { id: sessionId, first: PAGE_SIZE, after: address.after || null })
  useTitle(t.title)
  const manages = last?.roles.some((one) => one.role === 'STREET_CLERK') ?? false
  return (
    <Answered asked={asked}>
      {({ padSession: session, cardReads: reads }) => (
        <>
          <p><Link to="/pad-sessions">{t.back}</Link></p>
          <h1 tabIndex={-1}>{session?.surroundings.ballotTitle ?? t.notFound}</h1>
          {session && (
            <>
              <Facts session={session} />
              {manages && session.surroundings.isOpen && <div className="row-acts"><Button danger onClick={() => setEnding(true)}>{t.end}</Button></div>}
              <h2>{t.log}</h2>
              <Log reads={reads.nodes} waiting={asked.waiting} />
              <Paging page={reads.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )}
          {session === null && <Empty title={t.notFound} />}
          {ending && <Ending id={sessionId} onClose={() => setEnding(false)} onDone={asked.again} />}
        </>
      )}
    </Answered>
  )
}

function Facts({ session }: { session: SessionLineFragment }): ReactNode {
  const t = useMessages(words).sessions
  const { language } = useReading()
  const around = session.surroundings
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t.estate, around.estateName],
    [t.place, `${t.kinds[session.kind]} · ${session.place}`],
    [t.helper, around.maskedOperator],
    [t.witness, around.maskedWitness],
    [t.began, instant(session.openedAt, language)],
    [t.ended, <Ended key="ended" session={session} />],
    [t.done, t.counts(session.counts.reads, session.counts.votes, session.counts.units)],
  ]
  return <dl className="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
}

function Log({ reads, waiting }: { reads: readonly Read[]; waiting: boolean }): ReactNode {
  const t = useMessages(words).sessions
  const { language } = useReading()
  return (
    <DataTable<Read>
      label={t.log}
      rows={reads}
      waiting={waiting}
      columns={[
        { title: t.at, key: 'at', render: (_, one) => instant(one.createdAt, language) },
        { title: t.outcome, key: 'outcome', render: (_, one) => t.outcomes[one.state] },
        { title: t.card, key: 'card', render: (_, one) => (one.cardKind === null ? '—' : t.cards[one.cardKind]) },
        { title: t.attempts, key: 'attempts', render: (_, one) => one.attempts ?? '—' },
        { title: t.misses, key: 'misses', render: (_, one) => one.findMisses ?? '—' },
        { title: t.voted, key: 'voted', render: (_, one) => (one.receiptId === null ? t.no : t.yes) },
      ]}
    />
  )
}

function Ending({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }): ReactNode {
  const t = useMessages(words).sessions
  const end = useCommand(EndPadSessionFor)
  const done = (): void => {
    onClose()
    onDone()
  }
  return (
    <ReasonDialog title={t.endTitle} action={t.doEnd} danger withReason={false} command={end} variables={() => ({ input: { padSessionId: id } })} onDone={done} onClose={onClose}>
      <p><strong>{t.endEffect}</strong></p>
    </ReasonDialog>
  )
}
