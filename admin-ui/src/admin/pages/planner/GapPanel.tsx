import type { ReactNode } from 'react'

import { ShareBar, sign } from '../../../shared/ballot/ShareBar.tsx'
import { hundredths, percent, written, type Threshold } from '../../../shared/ballot/shares.ts'
import { area, count } from '../../../shared/figures.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { words } from './messages.ts'
import type { PlannerGapQuery } from './planner.gql.ts'

export type Plan = NonNullable<PlannerGapQuery['gapPlan']>

interface Props {
  readonly plan: Plan
  readonly quorum: Readonly<Record<'heads' | 'area', readonly Threshold[]>>
}

/** Heads and area side by side against the law's thresholds, and what the list of doors would make of them. */
export function GapPanel({ plan, quorum }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const people = (value: bigint): string => t.people(count(Number(value)))
  const metres = (value: bigint): string => area(written(value), language)
  const missing = isMissing(plan)
  const gained = [count(plan.visits.totalCount), t.people(count(plan.gained.heads)), area(plan.gained.area, language)] as const
  return (
    <section aria-labelledby="gap" className="panel">
      <h2 id="gap">{t.gap}</h2>
      <div className="two-bars">
        <Side
          name={t.heads} say={people} thresholds={quorum.heads}
          part={BigInt(plan.voted.heads)} whole={BigInt(plan.all.heads)} needed={BigInt(plan.needed.heads)} missing={BigInt(plan.missing.heads)}
        />
        <Side
          name={t.area} say={metres} thresholds={quorum.area}
          part={hundredths(plan.voted.area)} whole={hundredths(plan.all.area)} needed={hundredths(plan.needed.area)} missing={hundredths(plan.missing.area)}
        />
      </div>
      <p role="status"><strong>{!missing ? t.closed : plan.closes ? t.closes(...gained) : t.notEnough(...gained)}</strong></p>
      <p className="hint">{t.neverChoices}</p>
    </section>
  )
}

/** Whether one of the two gaps is open still. */
export const isMissing = ({ missing }: Pick<Plan, 'missing'>): boolean => missing.heads > 0 || hundredths(missing.area) > 0n

interface SideProps {
  readonly name: string
  readonly say: (value: bigint) => string
  readonly thresholds: readonly Threshold[]
  readonly part: bigint
  readonly whole: bigint
  readonly needed: bigint
  readonly missing: bigint
}

function Side({ name, say, thresholds, part, whole, needed, missing }: SideProps): ReactNode {
  const t = useMessages(words)
  const { list } = useMessages(joints)
  const share = percent(part, whole)
  return (
    <div>
      <h3>{name}</h3>
      <p className={missing > 0n ? 'gap-figure open' : 'gap-figure closed'}>{missing > 0n ? t.short(say(missing)) : t.enough}</p>
      <ShareBar label={t.bar(name, share, say(part), say(whole))} part={part} whole={whole} thresholds={thresholds} />
      <p className="number">{t.tookPart(say(part), share, say(whole))}</p>
      <p className="hint number">{thresholds.length > 0 ? t.needs(list(thresholds.map(sign)), say(needed)) : t.needsOnly(say(needed))}</p>
    </div>
  )
}
