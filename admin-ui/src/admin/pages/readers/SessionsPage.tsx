import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { words } from './messages.ts'
import { PadSessions, type SessionLineFragment } from './readers.gql.ts'

/** Every time that helpers served: who, where, watched by whom, and how much came of it. */
export default function SessionsPage(): ReactNode {
  const t = useMessages(words).sessions
  const { language } = useReading()
  useTitle(t.title)
  const [address, change] = useAddress(['after'] as const)
  const asked = useAsk(PadSessions, { first: PAGE_SIZE, after: address.after || null })
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.about}</p>
      <Answered asked={asked}>
        {({ padSessions: found }) =>
          found.totalCount === 0 ? <Empty title={t.none}><p>{t.noneHint}</p></Empty> : (
            <>
              <p role="status">{t.total(found.totalCount)}</p>
              <DataTable<SessionLineFragment>
                label={t.list}
                rows={found.nodes}
                waiting={asked.waiting}
                columns={[
                  { title: t.ballot, key: 'ballot', render: (_, one) => <Link to={`/pad-sessions/${one.id}`}><strong>{one.surroundings.ballotTitle}</strong></Link> },
                  { title: t.estate, key: 'estate', render: (_, one) => one.surroundings.estateName },
                  { title: t.place, key: 'place', render: (_, one) => `${t.kinds[one.kind]} · ${one.place}` },
                  { title: t.helper, key: 'helper', render: (_, one) => one.surroundings.maskedOperator },
                  { title: t.witness, key: 'witness', render: (_, one) => one.surroundings.maskedWitness },
                  { title: t.began, key: 'began', render: (_, one) => instant(one.openedAt, language) },
                  { title: t.ended, key: 'ended', render: (_, one) => <Ended session={one} /> },
                  { title: t.done, key: 'done', render: (_, one) => t.counts(one.counts.reads, one.counts.votes, one.counts.units) },
                ]}
              />
              <Paging page={found.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}

/** When a session ended, by itself or by somebody; or that it goes on. */
export function Ended({ session }: { session: SessionLineFragment }): ReactNode {
  const t = useMessages(words).sessions
  const { language } = useReading()
  if (session.surroundings.isOpen) return <StateTag look="good">{t.open}</StateTag>
  return instant(session.endedAt ?? session.endsAt, language)
}
