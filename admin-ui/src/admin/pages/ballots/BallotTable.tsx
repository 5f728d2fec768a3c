import { Table, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { terms } from '../../../shared/ballot/terms.ts'
import { serverClock } from '../../../shared/clock.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { deadline, instant, remaining } from '../../../shared/moments.ts'
import { useSession } from '../../../shared/session.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import type { BallotListQuery } from './ballots.gql.ts'
import { LOOKS } from './looks.ts'
import { words } from './messages.ts'
import { offersOf, type Act } from './rights.ts'

export type Row = BallotListQuery['ballots']['nodes'][number]

/** Ballots with what can be done with each; every act is a link to the ballot's own page, which asks before it does anything. */
export function BallotTable({ ballots, waiting }: { ballots: readonly Row[]; waiting: boolean }): ReactNode {
  const t = useMessages(words)
  const term = useMessages(terms)
  const columns: TableProps<Row>['columns'] = [
    { title: t.name, key: 'title', render: (_, one) => <Link to={`/ballots/${one.id}`}><strong>{one.title || t.untitled}</strong></Link> },
    { title: t.estate, key: 'estate', render: (_, one) => <>{one.estate.name}<br /><span className="hint">{one.organizerName ?? one.estate.street.name}</span></> },
    { title: t.state, key: 'state', render: (_, one) => <StateTag look={LOOKS[one.state]}>{term.states[one.state]}</StateTag> },
    { title: t.window, key: 'window', render: (_, one) => <Window ballot={one} /> },
    { title: t.acts, key: 'acts', render: (_, one) => <RowActs ballot={one} /> },
  ]
  return (
    <div aria-busy={waiting}>
      <Table<Row> rowKey="id" aria-label={t.list} dataSource={[...ballots]} columns={columns} pagination={false} scroll={{ x: true }} />
    </div>
  )
}

/** From when to when, and how long it still takes. */
export function Window({ ballot }: { ballot: Pick<Row, 'state' | 'opensAt' | 'closesAt' | 'extendedAt'> }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { opensAt, closesAt } = ballot
  if (opensAt === null || closesAt === null) return <span className="hint">{t.noWindow}</span>
  const now = serverClock.now()
  const rest = ballot.state === 'OPEN' ? remaining(closesAt, now, language) : ballot.state === 'APPROVED' ? remaining(opensAt, now, language) : null
  return (
    <span className="number window">
      <span>{t.opens(instant(opensAt, language))}</span>
      <span>{t.closes(deadline(closesAt, language))}</span>
      {(rest !== null || ballot.extendedAt !== null) && (
        <span className="hint">
          {rest !== null && (ballot.state === 'OPEN' ? t.left(rest) : t.opensIn(rest))}
          {ballot.extendedAt !== null && ` · ${t.extended}`}
        </span>
      )}
    </span>
  )
}

const SHOWN: readonly Act[] = ['edit', 'submit', 'withdraw', 'review', 'message', 'extend', 'suspend']

function RowActs({ ballot }: { ballot: Row }): ReactNode {
  const t = useMessages(words)
  const { last } = useSession()
  const offers = offersOf(ballot, last?.roles ?? [], serverClock.now()).filter((one) => one.hindrance === null && SHOWN.includes(one.act))
  const view = ballot.state === 'PUBLISHED' ? 'result' : ballot.state === 'OPEN' ? 'progress' : 'open'
  const name = ballot.title || t.untitled
  return (
    <ul className="row-acts">
      <li><Link to={placeOf(ballot.id, view)} aria-label={t.of(t.act[view], name)}>{t.act[view]}</Link></li>
      {offers.map(({ act }) => <li key={act}><Link to={placeOf(ballot.id, act)} aria-label={t.of(t.act[act], name)}>{t.act[act]}</Link></li>)}
    </ul>
  )
}

/** Where an act is done: the wizard, the result's page, or the ballot's page with its dialog open. */
export function placeOf(id: string, act: Act | 'open' | 'progress' | 'result'): string {
  if (act === 'edit') return `/ballots/${id}/edit`
  if (act === 'submit') return `/ballots/${id}/edit?step=check`
  if (act === 'result') return `/ballots/${id}/result`
  return act === 'open' || act === 'progress' || act === 'review' ? `/ballots/${id}` : `/ballots/${id}?act=${act}`
}
