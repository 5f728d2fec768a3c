import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { SignOut } from '../../../shared/session.gql.ts'
import { useSession } from '../../../shared/session.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { LanguageSwitch, SizeSwitch } from '../../../shared/ui/Switches.tsx'
import { useIsUnsent } from '../../memory.tsx'
import { useFocusOnTurn } from '../../ui/useFocusOnTurn.ts'
import { EndSession, MySessions, SignOutEverywhere, type MySessionsQuery } from './me.gql.ts'
import { words } from './messages.ts'

/** What belongs to oneself: units, votes, how one reads here, and where one is signed in. */
export default function MePage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { person, renew } = useSession()
  const signOut = useCommand(SignOut)
  const leave = async (): Promise<void> => {
    const outcome = await signOut.run({})
    if (outcome.kind === 'done' || outcome.kind === 'refused') renew()
  }
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.phone} <span className="number">{person?.maskedPhone}</span></p>
      <ul className="cards">
        <li><Link className="card" href="/units"><strong className="title">{t.units}</strong><span className="quiet">{t.unitsHint}</span></Link></li>
        <li><Link className="card" href="/ballots"><strong className="title">{t.votes}</strong><span className="quiet">{t.votesHint}</span></Link></li>
        <li><Link className="card" href="/rating"><strong className="title">{t.rating}</strong><span className="quiet">{t.ratingHint}</span></Link></li>
        <li><Link className="card" href="/me/data"><strong className="title">{t.data}</strong><span className="quiet">{t.dataHint}</span></Link></li>
      </ul>
      <section className="section">
        <h2>{t.reading}</h2>
        <SizeSwitch />
        <LanguageSwitch />
      </section>
      <Sessions />
      <CommandErrors of={signOut} />
      <Leave says={t.signOut} onLeave={leave} />
    </>
  )
}

/** Signing out, which forgets what is not sent: where there is such a thing, it says so first. */
function Leave({ says, onLeave }: { says: string; onLeave: () => Promise<void> }): ReactNode {
  const t = useMessages(words)
  const isUnsent = useIsUnsent()
  const [asking, setAsking] = useState(false)
  const box = useFocusOnTurn<HTMLDivElement>(asking)
  return (
    <div className="stack" ref={box}>
      {!asking && <Button className="wide" onClick={() => (isUnsent() ? setAsking(true) : onLeave())}>{says}</Button>}
      {asking && (
        <>
          <p className="note warning" role="alert" tabIndex={-1}><span aria-hidden="true">⚠ </span>{t.unsent}</p>
          <Button look="danger" className="wide" onClick={onLeave}>{t.leaveUnsent}</Button>
          <Button className="wide" onClick={() => setAsking(false)}>{t.stay}</Button>
        </>
      )}
    </div>
  )
}

function Sessions(): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(MySessions, {})
  const { renew } = useSession()
  const everywhere = useCommand(SignOutEverywhere)
  const leave = async (): Promise<void> => {
    const outcome = await everywhere.run({})
    if (outcome.kind === 'done' || outcome.kind === 'refused') renew()
  }
  return (
    <section className="section">
      <h2>{t.sessions}</h2>
      <p className="hint">{t.sessionsHint}</p>
      <Answered asked={asked}>
        {({ mySessions }) => (
          <>
            <ul className="cards">{mySessions.map((one) => <li key={one.id}><Session session={one} onEnded={asked.again} /></li>)}</ul>
            {mySessions.length > 1 && (
              <>
                <CommandErrors of={everywhere} />
                <Leave says={t.signOutEverywhere(mySessions.length)} onLeave={leave} />
              </>
            )}
          </>
        )}
      </Answered>
    </section>
  )
}

function Session({ session, onEnded }: { session: MySessionsQuery['mySessions'][number]; onEnded: () => void }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const end = useCommand(EndSession)
  const [ended, setEnded] = useState(false)
  const since = instant(session.createdAt, language)
  return (
    <div className="card">
      {session.isCurrent && <strong className="good"><span aria-hidden="true">● </span>{t.here}</strong>}
      <span>{t.since(since)}</span>
      <span className="quiet">{t.lastSeen(instant(session.lastSeenAt, language))}</span>
      <CommandErrors of={end} />
      {!session.isCurrent && !ended && (
        <Button
          aria-label={t.endOf(since)}
          onClick={async () => {
            const outcome = await end.run({ input: { sessionId: session.id } })
            if (outcome.kind !== 'done') return
            setEnded(true)
            onEnded()
          }}
        >
          {t.end}
        </Button>
      )}
    </div>
  )
}
