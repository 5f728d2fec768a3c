import type { PlannerVisitFragment } from './planner.gql.ts'

type Door = Pick<PlannerVisitFragment['door'], 'building' | 'entrance' | 'room'>

/** A room without the entrance that its register may write in front of it. */
export function roomOf({ entrance, room }: Pick<Door, 'entrance' | 'room'>): string {
  const before = `${entrance}单元`
  return entrance !== '' && room.startsWith(before) && room.length > before.length ? room.slice(before.length) : room
}

export interface Stretch {
  readonly building: string
  readonly entrance: string
  readonly visits: readonly PlannerVisitFragment[]
}

/** A walk in stretches of one entrance each, in the order of the list. */
export function stretchesOf(visits: readonly PlannerVisitFragment[]): readonly Stretch[] {
  const stretches: { building: string; entrance: string; visits: PlannerVisitFragment[] }[] = []
  for (const visit of visits) {
    const { building, entrance } = visit.door
    const last = stretches.at(-1)
    if (last?.building === building && last.entrance === entrance) last.visits.push(visit)
    else stretches.push({ building, entrance, visits: [visit] })
  }
  return stretches
}
