import type { Refusal } from '../../../shared/refusals.gql.ts'

/** What somebody else did while the page was open, and what the page is to be asked again for. */
export type Meanwhile = Extract<Refusal, { __typename: 'ManualReviewDecided' | 'NotInThisState' | 'ContentChanged' }>

/** Whether a refusal says that the page is older than what it shows. */
export function overtakenBy(refusal: { readonly __typename: string }): Meanwhile | null {
  return ['ManualReviewDecided', 'NotInThisState', 'ContentChanged'].includes(refusal.__typename) ? (refusal as Meanwhile) : null
}
