import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { BallotItem, type BallotLine } from './BallotItem.tsx'
import { MyBallots } from './ballots.gql.ts'
import { words } from './messages.ts'

const SECTIONS = [
  { name: 'OPEN', states: ['OPEN'] },
  { name: 'APPROVED', states: ['APPROVED'] },
  { name: 'SUSPENDED', states: ['SUSPENDED'] },
  { name: 'ENDED', states: ['CLOSED', 'PUBLISHED'] },
] as const satisfies readonly { name: string; states: readonly BallotLine['state'][] }[]

const FIRST = 20
const MOST = 100

/** The ballots of the estates where one is certified, by what can be done about them. */
export default function BallotsPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const [first, setFirst] = useState(FIRST)
  const asked = useAsk(MyBallots, { first })
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <Answered asked={asked}>
        {({ ballots }) =>
          ballots.nodes.length === 0 ? (
            <Empty title={t.none}>
              <p>{t.noneHint}</p>
              <Link className="button" href="/certify">{t.certify}</Link>
            </Empty>
          ) : (
            <>
              {SECTIONS.map(({ name, states }) => (
                <Section key={name} title={t.sections[name]} ballots={ballots.nodes.filter((one) => (states as readonly string[]).includes(one.state))} />
              ))}
              {ballots.pageInfo.hasNextPage && first < MOST && <Button className="wide" busy={asked.waiting} onClick={() => setFirst(MOST)}>{t.more}</Button>}
            </>
          )
        }
      </Answered>
    </>
  )
}

function Section({ title, ballots }: { title: string; ballots: readonly BallotLine[] }): ReactNode {
  if (ballots.length === 0) return null
  return (
    <section className="section">
      <h2>{title}</h2>
      <ul className="cards">
        {ballots.map((ballot) => <li key={ballot.id}><BallotItem ballot={ballot} /></li>)}
      </ul>
    </section>
  )
}
