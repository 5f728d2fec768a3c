import type { BallotState } from './ballots.gql.ts'

/** How a state looks in lists and headings. */
export const LOOKS: Record<BallotState, 'good' | 'waiting' | 'bad' | 'plain'> = {
  DRAFT: 'plain', SUBMITTED: 'waiting', REJECTED: 'bad', APPROVED: 'waiting', OPEN: 'good', SUSPENDED: 'bad', CLOSED: 'waiting', PUBLISHED: 'good',
}
export const isState = (given: string): given is BallotState => given in LOOKS
