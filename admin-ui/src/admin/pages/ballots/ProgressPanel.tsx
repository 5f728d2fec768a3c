import { useSyncExternalStore, type ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { ShareBar, sign } from '../../../shared/ballot/ShareBar.tsx'
import { hundredths, needed, percent, written, type Threshold } from '../../../shared/ballot/shares.ts'
import { area, count } from '../../../shared/figures.ts'
import { connection } from '../../../shared/gqlClient.ts'
import { joints, type Language, useMessages, useReading } from '../../../shared/i18n.tsx'
import { clockTime } from '../../../shared/moments.ts'
import { Retry, Skeleton } from '../../../shared/ui/States.tsx'
import { BallotProgress, BallotProgressLive, type BallotShownFragment, type BallotTurnoutFiguresFragment, type BallotTurnoutFragment } from './ballot.gql.ts'
import { useLive } from './live.ts'
import { words } from './progressMessages.ts'

type Figures = BallotTurnoutFiguresFragment
type Ballot = Pick<BallotShownFragment, 'id' | 'state' | 'matters'>

/** Who has taken part, live: heads and area side by side against the law's thresholds, with the same in a table. Whoever
 * runs the ballot goes on from here to what is missing and at which doors (`planner`). */
export function ProgressPanel({ ballot, planner }: { ballot: Ballot; planner: boolean }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const running = ballot.state === 'OPEN'
  const live = useLive(BallotProgressLive, ballot.id, running)
  const asked = useAsk(BallotProgress, { id: ballot.id })
  const reachable = useSyncExternalStore(connection.subscribe, connection.reachable)
  const shown = live?.data.participation ?? asked.data?.participation
  if (shown === undefined) return asked.trouble ? <Retry trouble={asked.trouble} onRetry={asked.again} /> : <Skeleton lines={3} />
  return (
    <section aria-labelledby="progress" className="panel">
      <header className="panel-head">
        <h2 id="progress">{running ? t.title : t.finalTitle}</h2>
        {running && live && (
          <p className="hint number">
            {reachable ? <><span aria-hidden="true">● </span>{t.live} · {t.updated(clockTime(new Date(live.at).toISOString(), language))}</> : t.offline}
          </p>
        )}
      </header>
      {shown === null ? <p>{t.none}</p> : <Shown turnout={shown} quorum={quorumOf(ballot.matters)} running={running} language={language} />}
      {planner && running && <p><Link to={`/ballots/${ballot.id}/planner`}>{t.planner}</Link></p>}
    </section>
  )
}

interface WithQuorum {
  readonly state: BallotShownFragment['matters'][number]['state']
  readonly law: Pick<NonNullable<BallotShownFragment['matters'][number]['law']>, 'quorum'> | null
}

/** The quorum that the law asks in each dimension, of all matters that are still open; usually one line each. */
export function quorumOf(matters: readonly WithQuorum[]): Record<'heads' | 'area', readonly Threshold[]> {
  const found = { heads: new Map<string, Threshold>(), area: new Map<string, Threshold>() }
  for (const matter of matters.filter((one) => one.state === 'ACTIVE')) {
    for (const { dimension, numerator, base, operator, fraction } of matter.law?.quorum ?? []) {
      if (numerator !== 'participating' || base !== 'all' || !(dimension === 'heads' || dimension === 'area')) continue
      found[dimension].set(`${operator}${fraction}`, { operator, fraction })
    }
  }
  return { heads: [...found.heads.values()], area: [...found.area.values()] }
}

interface ShownProps {
  readonly turnout: BallotTurnoutFragment
  readonly quorum: ReturnType<typeof quorumOf>
  readonly running: boolean
  readonly language: Language
}

function Shown({ turnout, quorum, running, language }: ShownProps): ReactNode {
  const t = useMessages(words)
  const { whole } = turnout
  const heads = { part: BigInt(whole.castHeads), whole: BigInt(whole.heads) }
  const m2 = { part: hundredths(whole.castArea), whole: hundredths(whole.area) }
  const people = (value: bigint): string => t.people(count(Number(value)))
  const metres = (value: bigint): string => area(written(value), language)
  const reached = (one: typeof heads, thresholds: readonly Threshold[]): boolean => thresholds.every((each) => one.part >= needed(one.whole, each))
  return (
    <>
      <div className="two-bars">
        <Bar name={t.heads} thresholds={quorum.heads} say={people} {...heads} />
        <Bar name={t.area} thresholds={quorum.area} say={metres} {...m2} />
      </div>
      <p role="status"><strong>{t.both(reached(heads, quorum.heads), reached(m2, quorum.area))}</strong>{running && ` ${t.hidden}`}</p>
      <FiguresTable whole={whole} quorum={quorum} language={language} />
      <Buildings turnout={turnout} language={language} />
    </>
  )
}

interface BarProps {
  readonly name: string
  readonly part: bigint
  readonly whole: bigint
  readonly thresholds: readonly Threshold[]
  readonly say: (value: bigint) => string
}

function Bar({ name, part, whole, thresholds, say }: BarProps): ReactNode {
  const t = useMessages(words)
  const share = percent(part, whole)
  return (
    <div>
      <h3>{name} <span className="number large">{share}</span></h3>
      <ShareBar label={t.bar(name, share, say(part), say(whole))} part={part} whole={whole} thresholds={thresholds} />
      <p className="number">{t.of(say(part), say(whole))}</p>
    </div>
  )
}

function FiguresTable({ whole, quorum, language }: { whole: Figures; quorum: ShownProps['quorum']; language: Language }): ReactNode {
  const t = useMessages(words)
  const people = (value: number): string => t.people(count(value))
  const metres = (value: string): string => area(value, language)
  const gap = (all: bigint, cast: bigint, threshold: Threshold, say: (value: bigint) => string): string => {
    const missing = needed(all, threshold) - cast
    return missing <= 0n ? t.reached : t.stillMissing(say(missing))
  }
  const allHeads = BigInt(whole.heads)
  const allArea = hundredths(whole.area)
  const rows = Math.max(quorum.heads.length, quorum.area.length)
  return (
    <table className="figures">
      <caption className="visually-hidden">{t.figures}</caption>
      <thead>
        <tr><th scope="col">{t.row}</th><th scope="col">{t.heads}</th><th scope="col">{t.area}</th><th scope="col">{t.units}</th></tr>
      </thead>
      <tbody>
        <tr><th scope="row">{t.all}</th><td>{people(whole.heads)}</td><td>{metres(whole.area)}</td><td>{t.flats(count(whole.units))}</td></tr>
        <tr><th scope="row">{t.cast}</th><td>{people(whole.castHeads)}</td><td>{metres(whole.castArea)}</td><td>{t.flats(count(whole.castUnits))}</td></tr>
        <tr><th scope="row">{t.pad}</th><td>{people(whole.padHeads)}</td><td>{metres(whole.padArea)}</td><td>{t.flats(count(whole.padUnits))}</td></tr>
        <tr>
          <th scope="row">{t.share}</th>
          <td>{percent(BigInt(whole.castHeads), allHeads)}</td>
          <td>{percent(hundredths(whole.castArea), allArea)}</td>
          <td>{percent(BigInt(whole.castUnits), BigInt(whole.units))}</td>
        </tr>
        {Array.from({ length: rows }, (_, at) => {
          const [heads, m2] = [quorum.heads[at], quorum.area[at]]
          return [
            <tr key={`demand-${at}`}>
              <th scope="row">{t.demand}</th>
              <td>{heads && t.atLeast(sign(heads), people(Number(needed(allHeads, heads))))}</td>
              <td>{m2 && t.atLeast(sign(m2), metres(written(needed(allArea, m2))))}</td>
              <td>—</td>
            </tr>,
            <tr key={`missing-${at}`}>
              <th scope="row">{t.missing}</th>
              <td>{heads && gap(allHeads, BigInt(whole.castHeads), heads, (value) => people(Number(value)))}</td>
              <td>{m2 && gap(allArea, hundredths(whole.castArea), m2, (value) => metres(written(value)))}</td>
              <td>—</td>
            </tr>,
          ]
        })}
      </tbody>
    </table>
  )
}

function Buildings({ turnout, language }: { turnout: BallotTurnoutFragment; language: Language }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  return (
    <details className="more">
      <summary>{t.buildings}</summary>
      <table className="figures">
        <caption className="visually-hidden">{t.buildings}</caption>
        <thead><tr><th scope="col">{t.building}</th><th scope="col">{t.units}</th><th scope="col">{t.heads}</th><th scope="col">{t.area}</th></tr></thead>
        <tbody>
          {turnout.buildings.map(({ buildingId, building, turnout: one }) => (
            <tr key={buildingId}>
              <th scope="row">{building}</th>
              {one === null ? <td colSpan={3}>{t.tooFew}</td> : (
                <>
                  <td>{t.of(count(one.castUnits), t.flats(count(one.units)))}{j.aside(percent(BigInt(one.castUnits), BigInt(one.units)))}</td>
                  <td>{t.of(count(one.castHeads), t.people(count(one.heads)))}</td>
                  <td>{t.of(one.castArea, area(one.area, language))}{j.aside(percent(hundredths(one.castArea), hundredths(one.area)))}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
