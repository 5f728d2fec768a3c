// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ManualReviewState =
  | 'WAITING'
  | 'MORE_ASKED'
  | 'APPROVED'
  | 'REJECTED'
  | 'WITHDRAWN'
  | 'OVERTAKEN'
  | 'LAPSED';

export type NoticeKind =
  | 'BALLOT_PUBLICITY'
  | 'BALLOT_ANNOUNCEMENT'
  | 'PUBLICITY'
  | 'ANNOUNCEMENT';

export type HomeShownQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeShownQuery = { readonly myCertifications: { readonly __typename: 'MyCertificationConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'MyCertification', readonly id: string, readonly endedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string } }> }, readonly myOtherUnits: { readonly __typename: 'MyOtherUnitConnection', readonly totalCount: number }, readonly notices: { readonly __typename: 'NoticeConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly kind: NoticeKind, readonly publishedAt: string | null, readonly readAt: string | null }> } };

export type HomeAlsoQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeAlsoQuery = { readonly unread: { readonly __typename: 'NoticeConnection', readonly totalCount: number }, readonly myRatingUnits: ReadonlyArray<{ readonly __typename: 'RatingUnit', readonly unitId: string, readonly ratedAt: string | null, readonly quarter: string }>, readonly myManualReviews: { readonly __typename: 'MyManualReviewConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'MyManualReview', readonly id: string, readonly state: ManualReviewState, readonly waitingSince: string, readonly decidedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly buildingName: string, readonly entrance: string, readonly room: string } }> }, readonly myFailedMatches: ReadonlyArray<{ readonly __typename: 'MyFailedMatch', readonly until: string, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly buildingName: string, readonly entrance: string, readonly room: string } }> };

export const HomeShown: Persisted<HomeShownQuery, HomeShownQueryVariables> = persisted('sha256:0dcf6fc1e9761a3bab3ef7210e15e3bf7421a116771181bc116f2b9b9c5ebdf4', 'HomeShown')

export const HomeAlso: Persisted<HomeAlsoQuery, HomeAlsoQueryVariables> = persisted('sha256:fe1c9bb9f96e403ed1784995d9ec5034c223d9d532a0481e6569287a3d476054', 'HomeAlso')
