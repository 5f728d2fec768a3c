import type { ManualReviewState } from './reviews.gql.ts'

/** How a state looks in lists and headings. */
export const LOOKS: Record<ManualReviewState, 'good' | 'waiting' | 'bad' | 'plain'> = {
  WAITING: 'waiting', MORE_ASKED: 'plain', APPROVED: 'good', REJECTED: 'bad', WITHDRAWN: 'plain', OVERTAKEN: 'plain', LAPSED: 'plain',
}

/** What the queue may be narrowed to, by its word in the address. */
export const FILTERS: Readonly<Record<string, readonly ManualReviewState[]>> = {
  '': ['WAITING'],
  MORE_ASKED: ['MORE_ASKED'],
  APPROVED: ['APPROVED'],
  REJECTED: ['REJECTED'],
  ENDED: ['WITHDRAWN', 'OVERTAKEN', 'LAPSED'],
  ALL: ['WAITING', 'MORE_ASKED', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'OVERTAKEN', 'LAPSED'],
}

/** What waits no more has no age to be filtered by. */
export const hasAge = (filter: string): boolean => filter === '' || filter === 'MORE_ASKED'

/** The ages that the queue may be narrowed to, in days. */
export const AGES: readonly string[] = ['1', '3', '7', '15']
