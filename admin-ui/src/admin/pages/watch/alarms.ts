import type { words } from './messages.ts'

type Said = (typeof words)['zh']['alarms']['said']

const OF_BALLOTS = ['tally_held', 'result_late', 'posting_late', 'ballot_not_opened']

/** Whether an alarm is about a ballot, which has a page; the others are about card readers. */
export const isAboutBallot = (kind: string): boolean => OF_BALLOTS.includes(kind)

/** The name of the device in an alarm's detail, if it is about one. */
export function deviceOf(detail: unknown): string | null {
  return typeof detail === 'object' && detail !== null && 'device' in detail && typeof detail.device === 'string' ? detail.device : null
}

/** What an alarm found, in sentences: by its kind, from what the server wrote down. Nothing is shown that has no words. */
export function said({ kind, detail }: { readonly kind: string; readonly detail: unknown }, t: Said): readonly string[] {
  const given = typeof detail === 'object' && detail !== null ? (detail as Readonly<Record<string, unknown>>) : {}
  const found = sentences(kind, given, t).filter((sentence) => sentence !== undefined)
  return found.length === 0 ? [t.nothing] : found
}

type Detail = Readonly<Record<string, unknown>>

function sentences(kind: string, detail: Detail, t: Said): readonly (string | undefined)[] {
  switch (kind) {
    case 'tally_held':
      return [named(t.held, detail['reason']), ...held(detail, t)]
    case 'result_late':
    case 'posting_late':
      return [named(t.late, detail['state']), named(t.held, detail['held_reason'])]
    case 'ballot_not_opened':
      return [named(t.causes, detail['cause'])]
    case 'envelope_refused':
      return [named(t.refused, detail['why'])]
    case 'reader_changed':
      return [t.changed(text(detail['enrolled']) ?? t.unknown, text(detail['found']) ?? t.unknown)]
    case 'reads_without_misses':
      return [typeof detail['reads'] === 'number' ? t.atOnce(detail['reads']) : undefined]
    case 'reads_with_the_same_timings':
      return [t.sameTimings]
    case 'several_buildings_within_minutes':
      return [typeof detail['buildings'] === 'number' ? t.buildings(detail['buildings']) : undefined]
    default:
      return []
  }
}

function held(detail: Detail, t: Said): readonly (string | undefined)[] {
  const { frozen, found, matters, differences } = detail
  return [
    frozen === undefined ? undefined : t.checksums(short(frozen) ?? t.unknown, short(found) ?? t.unknown),
    Array.isArray(matters) ? t.matters(matters.length) : undefined,
    Array.isArray(differences) ? t.differences(differences.length) : undefined,
  ]
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const short = (value: unknown): string | undefined => text(value)?.slice(0, 8)
const named = (words: Readonly<Record<string, string>>, name: unknown): string | undefined => (typeof name === 'string' ? words[name] : undefined)
