const OF_BALLOTS = ['tally_held', 'result_late', 'ballot_not_opened']

/** Whether an alarm is about a ballot, which has a page; the others are about card readers. */
export const isAboutBallot = (kind: string): boolean => OF_BALLOTS.includes(kind)

/** The name of the device in an alarm's detail, if it is about one. */
export function deviceOf(detail: unknown): string | null {
  return typeof detail === 'object' && detail !== null && 'device' in detail && typeof detail.device === 'string' ? detail.device : null
}
