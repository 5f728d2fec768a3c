import type { TableProps } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { terms } from '../../../shared/ballot/terms.ts'
import { serverClock } from '../../../shared/clock.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { useSession } from '../../../shared/session.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import type { BallotListQuery } from './ballots.gql.ts'
import { LOOKS } from './looks.ts'
import { words } from './messages.ts'
import { placeOf } from './places.ts'
import { offersOf, type Act } from './rights.ts'
import { Window } from './Window.tsx'

type Row = BallotListQuery['ballots']['nodes'][number]

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
  return <DataTable<Row> label={t.list} rows={ballots} columns={columns} waiting={waiting} />
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
