import { createContext, useContext, useEffect, useId, useState, type ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { hundredths, written } from '../../../shared/ballot/shares.ts'
import { area, count } from '../../../shared/figures.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { Retry, Skeleton } from '../../../shared/ui/States.tsx'
import { words } from './messages.ts'
import { PlannerParts, type PlannerPartFragment } from './planner.gql.ts'

type Figures = NonNullable<PlannerPartFragment['figures']>
const COLUMNS = 9
const KINDS = ['voted', 'certified', 'uncertified', 'unknown'] as const
/** The id of this page's patterns, for the bars of every level. */
const Patterns = createContext('')

interface Props {
  readonly ballotId: string
  readonly parts: readonly PlannerPartFragment[]
  /** When the plan was worked out: what is open below is asked for anew with it. */
  readonly at: string
}

/** The scope by building, and what is opened of it by entrance and floor. */
export function Parts({ ballotId, parts, at }: Props): ReactNode {
  const t = useMessages(words)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (key: string): void => setOpen((before) => (before.has(key) ? new Set([...before].filter((one) => one !== key)) : new Set([...before, key])))
  const patterns = useId()
  return (
    <Patterns value={patterns}>
      <section aria-labelledby="parts" className="panel">
        <h2 id="parts">{t.parts}</h2>
        <p className="hint">{t.partsHint}</p>
        <Legend />
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls takes the focus, or keys cannot scroll it */}
        <div className="data-table" role="region" aria-label={t.partsTable} tabIndex={0}>
          <table className="figures parts">
            <caption className="visually-hidden">{t.partsTable}</caption>
            <thead>
              <tr>
                <th scope="col">{t.part}</th>
                <th scope="col" className="bar-column">{t.progress}</th>
                <th scope="col">{t.certified}</th>
                <th scope="col">{t.uncertified}</th>
                <th scope="col">{t.unknown}</th>
                <th scope="col">{t.unreached}</th>
                <th scope="col">{t.silentHeads}</th>
                <th scope="col">{t.silentArea}</th>
                <th scope="col">{t.listed}</th>
              </tr>
            </thead>
            {parts.map((part) => {
              const shown = open.has(part.buildingId)
              return (
                <tbody key={part.buildingId}>
                  <Row part={part} name={part.building} depth={0} open={shown} onToggle={() => toggle(part.buildingId)} />
                  {shown && <Entrances ballotId={ballotId} building={part.buildingId} at={at} open={open} onToggle={toggle} />}
                </tbody>
              )
            })}
          </table>
        </div>
      </section>
    </Patterns>
  )
}

interface InsideProps {
  readonly ballotId: string
  readonly building: string
  readonly at: string
}

function Entrances({ ballotId, building, at, open, onToggle }: InsideProps & { open: ReadonlySet<string>; onToggle: (key: string) => void }): ReactNode {
  const t = useMessages(words)
  return (
    <Inside ballotId={ballotId} building={building} at={at} level="ENTRANCE">
      {(parts) => parts.map((part) => {
        const entrance = part.entrance ?? ''
        const key = `${building} ${entrance}`
        return [
          <Row key={key} part={part} name={t.entrance(entrance)} depth={1} open={open.has(key)} onToggle={() => onToggle(key)} />,
          open.has(key) && <Floors key={`${key} floors`} ballotId={ballotId} building={building} entrance={entrance} at={at} />,
        ]
      })}
    </Inside>
  )
}

function Floors({ entrance, ...props }: InsideProps & { entrance: string }): ReactNode {
  const t = useMessages(words)
  return (
    <Inside {...props} level="FLOOR">
      {(parts) => parts.filter((part) => part.entrance === entrance).map((part) => <Row key={part.floor} part={part} name={t.floor(part.floor ?? 0)} depth={2} />)}
    </Inside>
  )
}

function Inside({ ballotId, building, at, level, children }: InsideProps & { level: 'ENTRANCE' | 'FLOOR'; children: (parts: readonly PlannerPartFragment[]) => ReactNode }): ReactNode {
  const asked = useAsk(PlannerParts, { id: ballotId, level, building })
  const { again } = asked
  const [since] = useState(at)
  useEffect(() => {
    if (at !== since) again()
  }, [at, since, again])
  if (asked.data === undefined) {
    return <tr><td colSpan={COLUMNS} className="inside">{asked.trouble ? <Retry trouble={asked.trouble} onRetry={again} /> : <Skeleton lines={2} />}</td></tr>
  }
  return children(asked.data.gapPlan?.parts ?? [])
}

interface RowProps {
  readonly part: PlannerPartFragment
  readonly name: string
  readonly depth: 0 | 1 | 2
  readonly open?: boolean
  readonly onToggle?: () => void
}

function Row({ part, name, depth, open = false, onToggle }: RowProps): ReactNode {
  const t = useMessages(words)
  const { figures } = part
  return (
    <tr className={`depth-${depth}`}>
      <th scope="row">
        {onToggle === undefined ? name : (
          <button type="button" className="toggle" aria-expanded={open} aria-label={open ? t.shut(name) : t.open(name)} onClick={onToggle}>
            {name}
          </button>
        )}
      </th>
      {figures === null ? <td colSpan={COLUMNS - 2} className="too-few">{t.tooFew}</td> : <FigureCells figures={figures} />}
      <td>{part.doors === 0 ? '—' : t.doors(count(part.doors))}</td>
    </tr>
  )
}

function FigureCells({ figures }: { figures: Figures }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const silent = written(hundredths(figures.area) - hundredths(figures.votedArea))
  const some = (units: number): string => (units === 0 ? '—' : t.flats(count(units)))
  return (
    <>
      <td className="bar-column">
        <PartBar figures={figures} />
        {t.votedOf(count(figures.votedUnits), count(figures.units))}
      </td>
      <td>{some(figures.certifiedSilent)}</td>
      <td>{some(figures.notCertified)}</td>
      <td>{some(figures.ownerUnknown)}</td>
      <td>{some(figures.notReached)}</td>
      <td>{t.people(count(figures.silentHeads))}</td>
      <td>{area(silent, language)}</td>
    </>
  )
}

/** The units of a part by what is known of them: each kind has a pattern of its own, and the row has it in figures. */
function PartBar({ figures }: { figures: Figures }): ReactNode {
  const patterns = useContext(Patterns)
  const t = useMessages(words)
  const units = { voted: figures.votedUnits, certified: figures.certifiedSilent, uncertified: figures.notCertified, unknown: figures.ownerUnknown }
  const label = t.partBar(count(units.voted), count(units.certified), count(units.uncertified), count(units.unknown))
  const upTo = (last: number): number => KINDS.slice(0, last).reduce((sum, kind) => sum + units[kind], 0) / figures.units
  return (
    <svg className="part-bar" role="img" aria-label={label}>
      {KINDS.map((kind, at) => units[kind] > 0 && (
        <rect key={kind} x={`${upTo(at) * 100}%`} y="0" width={`${(upTo(at + 1) - upTo(at)) * 100}%`} height="100%" fill={`url(#${patterns}${kind})`} />
      ))}
    </svg>
  )
}

/** What the patterns mean. They are defined here once and used by every bar: an estate may have many. */
function Legend(): ReactNode {
  const patterns = useContext(Patterns)
  const t = useMessages(words)
  return (
    <ul className="legend" aria-label={t.legend}>
      {KINDS.map((kind) => (
        <li key={kind}>
          <svg className="swatch" aria-hidden="true">
            <defs>
              <pattern id={patterns + kind} width="8" height="8" patternUnits="userSpaceOnUse" {...(kind === 'uncertified' ? { patternTransform: 'rotate(45)' } : {})}>
                <rect width="8" height="8" className={`piece ${kind}`} />
                {(kind === 'certified' || kind === 'uncertified') && <line className="pattern" x1="0" x2={kind === 'certified' ? 3 : 8} y1="4" y2="4" />}
              </pattern>
            </defs>
            <rect width="100%" height="100%" fill={`url(#${patterns}${kind})`} />
          </svg>
          {t[kind]}
        </li>
      ))}
    </ul>
  )
}
