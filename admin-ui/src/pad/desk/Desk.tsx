import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../shared/asking.ts'
import { useStanding } from '../../shared/ballot/live.ts'
import { connection } from '../../shared/gqlClient.ts'
import { useMessages, useReading } from '../../shared/i18n.tsx'
import { instant } from '../../shared/moments.ts'
import { Button } from '../../shared/ui/Button.tsx'
import { Dialog } from '../../shared/ui/Dialog.tsx'
import { CommandErrors } from '../../shared/ui/ErrorSummary.tsx'
import { Answered, Empty } from '../../shared/ui/States.tsx'
import { Switches } from '../App.tsx'
import { words } from '../messages.ts'
import { EndPadSession, WorkNow, type WorkFragment } from '../pad.gql.ts'
import type { CastUnit } from '../walk/Walk.tsx'
import { WalkLater } from '../walk/WalkLater.tsx'
import { Person } from './Person.tsx'

const LOOK_EVERY = 4_000

interface Props {
  readonly workId: string
  readonly onEnd: () => void
}

/** A helper at work: who helps, how the reader does, what was done today, and one owner after the other. */
export function Desk({ workId, onEnd }: Props): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(WorkNow, { id: workId })
  const { again } = asked
  useEffect(() => {
    const timer = setInterval(again, LOOK_EVERY)
    return () => clearInterval(timer)
  }, [again])
  return (
    <main className="desk">
      <Answered asked={asked}>
        {({ padSession: work }) =>
          work === null
            ? <Empty title={t.sessionOver}><Button onClick={onEnd}>{t.back}</Button></Empty>
            : <AtWork work={work} onEnd={onEnd} onChange={again} />
        }
      </Answered>
    </main>
  )
}

interface AtWorkProps {
  readonly work: WorkFragment
  readonly onEnd: () => void
  readonly onChange: () => void
}

function AtWork({ work, onEnd, onChange }: AtWorkProps): ReactNode {
  const t = useMessages(words)
  const [person, setPerson] = useState(0)
  const [busy, setBusy] = useState(false)
  // At doors a helper goes from the list to a person and back; at a desk the list is there when they ask for it.
  const [walking, setWalking] = useState(work.kind === 'DOOR')
  const [door, setDoor] = useState<string | null>(null)
  const [voted, setVoted] = useState<readonly CastUnit[]>([])
  const standing = useStanding(work.ballotId)
  const reachable = useSyncExternalStore(connection.subscribe, connection.reachable)
  const why = whyStopped(work, standing?.state, reachable, busy)
  // Between two doors the reader is in a bag.
  const stopped = walking && why === 'noReaderNow' ? null : why
  const next = (): void => {
    setPerson((count) => count + 1)
    setBusy(false)
    setWalking(work.kind === 'DOOR' || door !== null)
    setDoor(null)
    onChange()
  }
  const read = (at: string | null): void => {
    setDoor(at)
    setWalking(false)
  }
  return (
    <>
      <Header work={work} onEnd={onEnd} />
      {stopped !== null && (
        <section className="full-screen" role="alert">
          <h1 tabIndex={-1}><span aria-hidden="true">⚠ </span>{t[stopped]}</h1>
          <p>{t[`${stopped}Hint`]}</p>
          <p>{t.call(work.surroundings.streetName)}</p>
          {FINAL.has(stopped) && <Button className="wide" onClick={onEnd}>{t.back}</Button>}
        </section>
      )}
      {/* Whatever covers the screen: what an owner has begun stays beneath it, out of reach, until it can go on. */}
      <div className="person" hidden={stopped !== null} inert={stopped !== null}>
        {stopped !== null && FINAL.has(stopped) ? null : walking ? <WalkLater work={work} voted={voted} onRead={read} /> : (
          <Person
            key={person}
            work={work}
            door={door}
            suspended={standing?.suspendedMatterIds ?? []}
            onBusy={setBusy}
            onVoted={(units) => setVoted((before) => [...before, ...units])}
            onWalk={() => setWalking(true)}
            onNext={next}
          />
        )}
      </div>
    </>
  )
}

type Stop = 'noNetwork' | 'revoked' | 'changedReader' | 'suspended' | 'closed' | 'sessionOver' | 'noReaderNow'

/** What there is no way around without beginning anew. */
const FINAL: ReadonlySet<Stop> = new Set<Stop>(['revoked', 'suspended', 'closed', 'sessionOver'])

/** What keeps an owner from voting here now; null for nothing. While a vote is being recorded nothing covers it. */
export function whyStopped(work: Pick<WorkFragment, 'surroundings'>, ballot: string | undefined, reachable: boolean, busy: boolean): Stop | null {
  const { isOpen, reader } = work.surroundings
  if (busy) return null
  if (!reachable) return 'noNetwork'
  if (ballot === 'SUSPENDED') return 'suspended'
  if (ballot === 'CLOSED' || ballot === 'PUBLISHED') return 'closed'
  if (reader.isRevoked) return 'revoked'
  if (!isOpen) return 'sessionOver'
  if (!reader.isAccepted) return 'changedReader'
  return reader.isReady ? null : 'noReaderNow'
}

function Header({ work, onEnd }: { work: WorkFragment; onEnd: () => void }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [ending, setEnding] = useState(false)
  const { surroundings: around, counts } = work
  return (
    <header className="desk-top">
      <div>
        <strong>{around.estateName} · {around.ballotTitle}</strong>
        <span>{t.helper} {around.maskedOperator} · {t.witnessed} {around.maskedWitness} · {t.kinds[work.kind]} {work.place} · {t.until(instant(work.endsAt, language))}</span>
        <span>
          {around.reader.name} <span aria-hidden="true">{around.reader.isReady ? '●' : '○'}</span> {around.reader.isReady ? t.readerReady : t.readerNotReady}
          {' · '}{t.today(counts.reads, counts.votes, counts.units)} · {t.call(around.streetName)}
        </span>
      </div>
      <Switches><Button onClick={() => setEnding(true)}>{t.end}</Button></Switches>
      {ending && <Ending work={work} onClose={() => setEnding(false)} onEnd={onEnd} />}
    </header>
  )
}

function Ending({ work, onClose, onEnd }: { work: WorkFragment; onClose: () => void; onEnd: () => void }): ReactNode {
  const t = useMessages(words)
  const end = useCommand(EndPadSession)
  const confirm = async (): Promise<void> => {
    const outcome = await end.run({ input: { padSessionId: work.id } })
    if (outcome.kind === 'done') onEnd()
  }
  return (
    <Dialog title={t.endAsk} onClose={onClose}>
      <CommandErrors of={end} />
      <p>{t.endEffect(work.counts.votes)}</p>
      <Button look="danger" className="wide" onClick={confirm}>{t.doEnd}</Button>
    </Dialog>
  )
}
