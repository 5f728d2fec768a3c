import type { RatingCriterion } from './rating.gql.ts'

/** What somebody has chosen and written so far; nothing is chosen beforehand. */
export interface Draft {
  readonly scores: Readonly<Partial<Record<RatingCriterion, number>>>
  readonly words: string
}

export const EMPTY: Draft = { scores: {}, words: '' }
export const CRITERIA: readonly RatingCriterion[] = ['CLEANLINESS', 'SECURITY', 'MAINTENANCE', 'SERVICE', 'OPEN_ACCOUNTS']

export const missing = (draft: Draft): readonly RatingCriterion[] => CRITERIA.filter((one) => draft.scores[one] === undefined)
export const isComplete = (draft: Draft): boolean => missing(draft).length === 0

/** The scores as the API takes them. */
export const scoresOf = (draft: Draft): { criterion: RatingCriterion; score: number }[] =>
  CRITERIA.flatMap((criterion) => {
    const score = draft.scores[criterion]
    return score === undefined ? [] : [{ criterion, score }]
  })
