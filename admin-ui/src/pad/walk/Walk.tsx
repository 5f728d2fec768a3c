import './walk.css'

import { useEffect, useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../shared/asking.ts'
import { useTurnout } from '../../shared/ballot/live.ts'
import { hundredths } from '../../shared/ballot/shares.ts'
import { area, count } from '../../shared/figures.ts'
import { joints, useMessages, useReading } from '../../shared/i18n.tsx'
import { clockTime, timeOfDay } from '../../shared/moments.ts'
import { Button } from '../../shared/ui/Button.tsx'
import { CommandErrors } from '../../shared/ui/ErrorSummary.tsx'
import { Answered, Empty } from '../../shared/ui/States.tsx'
import type { WorkFragment } from '../pad.gql.ts'
import { words } from './messages.ts'
import { afterThis, currentOf, roomOf, type Visit } from './route.ts'
import { DoorsToVisit, MarkDoor, type DoorsToVisitQuery } from './walk.gql.ts'

export interface CastUnit {
  readonly id: string
  readonly buildingName: string
  readonly entrance: string
  readonly room: string
}

interface Props {
  readonly work: WorkFragment
  /** What was cast in this session since the page was opened. */
  readonly voted: readonly CastUnit[]
  /** Somebody is in: their card is read, at this door; null for whoever comes by. */
  readonly onRead: (door: string | null) => void
}

type Plan = NonNullable<DoorsToVisitQuery['gapPlan']>

/** The helper's walk: the doors that close the ballot's gap, the next one in large type. */
export default function Walk({ work, voted, onRead }: Props): ReactNode {
  const t = useMessages(words)
  const [where, setWhere] = useState('')
  const [building = '', entrance = ''] = where.split(' ')
  const asked = useAsk(DoorsToVisit, { id: work.ballotId, building: building || null, entrance: building === '' ? null : entrance })
  useFollowed(work.ballotId, asked.again)
  return (
    <div className="walk">
      <h1 tabIndex={-1}>{t.title}</h1>
      <Answered asked={asked}>
        {({ gapPlan: plan }) => plan === null
          ? <Empty title={t.over}><p>{t.overHint}</p></Empty>
          : <Doors workId={work.id} plan={plan} where={where} onWhere={setWhere} onRead={onRead} onMarked={asked.again} />}
      </Answered>
      <Voted units={voted} />
      <Button className="wide" onClick={() => onRead(null)}>{t.withoutList}</Button>
    </div>
  )
}

/** Asks anew whenever somebody has voted, here or anywhere. */
function useFollowed(ballotId: string, again: () => void): void {
  const units = useTurnout(ballotId)?.whole.castUnits
  useEffect(() => {
    if (units !== undefined) again()
  }, [units, again])
}

interface DoorsProps {
  readonly workId: string
  readonly plan: Plan
  readonly where: string
  readonly onWhere: (where: string) => void
  readonly onRead: (door: string) => void
  readonly onMarked: () => void
}

function Doors({ workId, plan, where, onWhere, onRead, onMarked }: DoorsProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [chosen, setChosen] = useState<string | null>(null)
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set())
  const visits = plan.visits.nodes
  const current = currentOf(visits, chosen, skipped)
  const missing = plan.missing.heads > 0 || hundredths(plan.missing.area) > 0n
  const name = ({ door }: Visit): string => t.door(door.building, door.entrance, roomOf(door))
  const leave = (visit: Visit, passed: ReadonlySet<string>): void => {
    const next = afterThis(visits, visit, passed)
    setSkipped(passed)
    setChosen(next === undefined ? null : next.id)
  }
  const marking = useCommand(MarkDoor)
  const mark = async (visit: Visit, nobodyHome: boolean): Promise<void> => {
    const outcome = await marking.run({ input: { padSessionId: workId, unitId: visit.door.unitId, nobodyHome } })
    if (outcome.kind !== 'done') return
    if (nobodyHome) leave(visit, new Set([...skipped, visit.id]))
    else setSkipped(new Set([...skipped].filter((one) => one !== visit.id)))
    onMarked()
  }
  const stateOf = (visit: Visit): string =>
    visit.door.nobodyHomeAt !== null ? t.nobodyAt(timeOfDay(visit.door.nobodyHomeAt, language)) : skipped.has(visit.id) ? t.skipped : t.toVisit
  if (!missing) return <Empty title={t.closed}><p>{t.closedHint}</p></Empty>
  return (
    <>
      <p role="status"><strong className="short">{t.short(t.people(count(plan.missing.heads)), area(plan.missing.area, language))}</strong></p>
      <p className="hint">{t.forHelper} {t.at(clockTime(plan.at, language))}</p>
      <Where plan={plan} where={where} onWhere={onWhere} />
      {current === undefined ? <Empty title={where === '' ? t.nobody : t.noneHere}>{where === '' && <p>{t.nobodyHint}</p>}</Empty> : (
        <div className="walk-columns">
          <Next
            visit={current}
            name={name(current)}
            alone={visits.length === 1}
            onRead={() => onRead(name(current))}
            onMark={(nobodyHome) => mark(current, nobodyHome)}
            onSkip={() => leave(current, new Set([...skipped, current.id]))}
          >
            <CommandErrors of={marking} />
          </Next>
          <section aria-labelledby="route">
            <h2 id="route">{t.list(count(plan.visits.totalCount))}</h2>
            {plan.visits.totalCount > visits.length && <p className="note">{t.onlyFirst(count(visits.length))}</p>}
            <ol className="route">
              {visits.map((visit) => {
                const isNow = visit === current
                return (
                  <li key={visit.id}>
                    <button type="button" className="route-door" aria-current={isNow ? 'step' : undefined} onClick={() => setChosen(visit.id)}>
                      <span>{name(visit)}</span> <span className="route-state">{isNow ? t.now : stateOf(visit)}</span>
                    </button>
                  </li>
                )
              })}
            </ol>
          </section>
        </div>
      )}
    </>
  )
}

/** Where to walk: one entrance at a time, or everything. */
function Where({ plan, where, onWhere }: Pick<DoorsProps, 'plan' | 'where' | 'onWhere'>): ReactNode {
  const t = useMessages(words)
  const stretches = plan.parts.filter((part) => part.doors > 0 || `${part.buildingId} ${part.entrance ?? ''}` === where)
  if (stretches.length < 2 && where === '') return null
  const all = plan.parts.reduce((sum, part) => sum + part.doors, 0)
  return (
    <div className="walk-where">
      <label htmlFor="walk-where">{t.where}</label>
      <select id="walk-where" className="choice-list" value={where} onChange={(event) => onWhere(event.target.value)}>
        <option value="">{t.everywhere(count(all))}</option>
        {stretches.map((part) => {
          const key = `${part.buildingId} ${part.entrance ?? ''}`
          return <option key={key} value={key}>{t.stretch(part.building, part.entrance ?? '', count(part.doors))}</option>
        })}
      </select>
    </div>
  )
}

interface NextProps {
  readonly visit: Visit
  readonly name: string
  readonly alone: boolean
  readonly onRead: () => void
  readonly onMark: (nobodyHome: boolean) => Promise<void>
  readonly onSkip: () => void
  /** Why a mark was not made. */
  readonly children: ReactNode
}

/** The door to go to, readable at arm's length. */
function Next({ visit, name, alone, onRead, onMark, onSkip, children }: NextProps): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const { door } = visit
  return (
    <section className="next-door" aria-labelledby="next-door">
      <h2 id="next-door">{t.next}</h2>
      <p className="name" aria-live="polite">{name}</p>
      <p className="large">{t.floor(door.floor)} · <strong>{t.ask(visit.maskedName)}</strong>{visit.ownerKind === 'ORGANISATION' && `${j.aside(t.organisation)}`}</p>
      <p>{door.certified ? t.certified : t.uncertified}</p>
      <p>{visit.units > 1 && `${t.many(count(visit.units))} · `}{t.adds(visit.heads === 0 ? t.noNewHead : t.people(count(visit.heads)), area(visit.area, language))}</p>
      {door.nobodyHomeAt !== null && <p>{t.nobodyBefore(timeOfDay(door.nobodyHomeAt, language))}</p>}
      {children}
      <Button look="primary" className="wide huge" onClick={onRead}>{t.atHome}</Button>
      <div className="next-others">
        <Button onClick={() => onMark(true)}>{t.nobodyHome}</Button>
        {door.nobodyHomeAt === null ? !alone && <Button onClick={onSkip}>{t.skip}</Button> : <Button onClick={() => onMark(false)}>{t.takeBack}</Button>}
      </div>
    </section>
  )
}

function Voted({ units }: { units: readonly CastUnit[] }): ReactNode {
  const t = useMessages(words)
  if (units.length === 0) return null
  return (
    <section aria-labelledby="voted">
      <h2 id="voted">{t.voted(count(units.length))}</h2>
      <ul className="route">
        {units.map((unit) => (
          <li key={unit.id} className="route-door ticked"><span>{t.door(unit.buildingName, unit.entrance, roomOf(unit))}</span> <span className="route-state">{t.hasVoted}</span></li>
        ))}
      </ul>
    </section>
  )
}
