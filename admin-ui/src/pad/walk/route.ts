import type { DoorsToVisitQuery } from './walk.gql.ts'

export type Visit = NonNullable<DoorsToVisitQuery['gapPlan']>['visits']['nodes'][number]

/** Whether nobody has tried this door yet: neither was it skipped on this walk nor was nobody at home. */
const isFresh = (visit: Visit, skipped: ReadonlySet<string>): boolean => !skipped.has(visit.id) && visit.door.nobodyHomeAt === null

/** The visit that a helper makes now: the one chosen while it is still on the list, else the first that is fresh, else
 * the first of all, for whoever was passed is visited in a second round. */
export function currentOf(visits: readonly Visit[], chosen: string | null, skipped: ReadonlySet<string>): Visit | undefined {
  return visits.find((one) => one.id === chosen) ?? visits.find((one) => isFresh(one, skipped)) ?? visits[0]
}

/** The fresh door after this one, round the list; the next one where none is. */
export function afterThis(visits: readonly Visit[], current: Visit, skipped: ReadonlySet<string>): Visit | undefined {
  const at = visits.indexOf(current)
  const round = [...visits.slice(at + 1), ...visits.slice(0, at)]
  return round.find((one) => isFresh(one, skipped)) ?? round[0]
}

/** A room without the entrance that its register may write in front of it. */
export function roomOf({ entrance, room }: { readonly entrance: string; readonly room: string }): string {
  const before = `${entrance}单元`
  return entrance !== '' && room.startsWith(before) && room.length > before.length ? room.slice(before.length) : room
}
