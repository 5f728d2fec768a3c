// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AnswerRatingInput = {
  readonly ratingId: string;
  readonly words: string;
};

export type RatingCriterion =
  | 'CLEANLINESS'
  | 'SECURITY'
  | 'MAINTENANCE'
  | 'SERVICE'
  | 'OPEN_ACCOUNTS';

export type RatingOrder =
  | 'NAME'
  | 'HIGHEST'
  | 'LOWEST'
  | 'MOST_RATINGS';

export type RatingComparisonQueryVariables = Exact<{
  quarter?: string | null | undefined;
  order: RatingOrder;
  first: number;
  after?: string | null | undefined;
}>;


export type RatingComparisonQuery = { readonly ratingComparison: { readonly __typename: 'RatedEstateConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'RatedEstate', readonly id: string, readonly name: string, readonly rating: { readonly __typename: 'QuarterRating', readonly quarter: string, readonly startsAt: string, readonly endsAt: string, readonly ratings: number, readonly certifiedUnits: number, readonly overall: string | null, readonly closedTickets: number | null, readonly answered: number | null, readonly averages: ReadonlyArray<{ readonly __typename: 'CriterionAverage', readonly criterion: RatingCriterion, readonly average: string }> | null } }> } };

export type EstateRatingsQueryVariables = Exact<{
  estateId: string;
  quarters: number;
}>;


export type EstateRatingsQuery = { readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly street: { readonly __typename: 'Street', readonly name: string, readonly district: { readonly __typename: 'District', readonly name: string } } } | null, readonly companyRatings: ReadonlyArray<{ readonly __typename: 'QuarterRating', readonly quarter: string, readonly startsAt: string, readonly endsAt: string, readonly ratings: number, readonly certifiedUnits: number, readonly overall: string | null, readonly closedTickets: number | null, readonly answered: number | null, readonly averages: ReadonlyArray<{ readonly __typename: 'CriterionAverage', readonly criterion: RatingCriterion, readonly average: string }> | null }> };

export type RatingsOfQuarterQueryVariables = Exact<{
  estateId: string;
  quarter: string;
  answered?: boolean | null | undefined;
  worded?: boolean | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type RatingsOfQuarterQuery = { readonly ratings: { readonly __typename: 'RatingConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Rating', readonly id: string, readonly quarter: string, readonly words: string | null, readonly answer: string | null, readonly answeredAt: string | null, readonly scores: ReadonlyArray<{ readonly __typename: 'RatingScore', readonly criterion: RatingCriterion, readonly score: number }> }> } };

export type AnswerRatingMutationVariables = Exact<{
  input: AnswerRatingInput;
}>;


export type AnswerRatingMutation = { readonly answerRating:
    | { readonly __typename: 'RatingChanged', readonly rating: { readonly __typename: 'Rating', readonly id: string, readonly answer: string | null, readonly answeredAt: string | null } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'AlreadyAnswered', readonly code: string, readonly message: string, readonly itsAnsweredAt: string }
   };

export const RatingComparison: Persisted<RatingComparisonQuery, RatingComparisonQueryVariables> = persisted('sha256:f32b5587cab9dfcdf1be66bf68c6691daf2c6057f549daae6d106c04f827f2fd', 'RatingComparison')

export const EstateRatings: Persisted<EstateRatingsQuery, EstateRatingsQueryVariables> = persisted('sha256:ed04f35229f62f82c6d77567abffa224e8486072e00ae7ae046229adc1e0fd07', 'EstateRatings')

export const RatingsOfQuarter: Persisted<RatingsOfQuarterQuery, RatingsOfQuarterQueryVariables> = persisted('sha256:65770ac48e48fe2f114428c3d89b73a78ff433217e69c6de050e54b57e568892', 'RatingsOfQuarter')

export const AnswerRating: Persisted<AnswerRatingMutation, AnswerRatingMutationVariables> = persisted('sha256:764a901db99d34d9f0ab5045b80694cb2a8476307ee10a7598e6f0ec35051acb', 'AnswerRating')
