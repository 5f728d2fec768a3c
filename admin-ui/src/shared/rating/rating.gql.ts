// Made by `npm run types`; edit the .graphql file instead.
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RatingCriterion =
  | 'CLEANLINESS'
  | 'SECURITY'
  | 'MAINTENANCE'
  | 'SERVICE'
  | 'OPEN_ACCOUNTS';

export type QuarterFiguresFragment = { readonly __typename: 'QuarterRating', readonly quarter: string, readonly startsAt: string, readonly endsAt: string, readonly ratings: number, readonly certifiedUnits: number, readonly overall: string | null, readonly closedTickets: number | null, readonly answered: number | null, readonly averages: ReadonlyArray<{ readonly __typename: 'CriterionAverage', readonly criterion: RatingCriterion, readonly average: string }> | null };

export type RatingToldFragment = { readonly __typename: 'Rating', readonly id: string, readonly quarter: string, readonly words: string | null, readonly answer: string | null, readonly answeredAt: string | null, readonly scores: ReadonlyArray<{ readonly __typename: 'RatingScore', readonly criterion: RatingCriterion, readonly score: number }> };
