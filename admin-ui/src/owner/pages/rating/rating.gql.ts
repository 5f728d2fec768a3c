// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CommonPart =
  | 'STAIRWELL'
  | 'LIFT'
  | 'ROOF'
  | 'OUTER_WALL'
  | 'PIPES'
  | 'POWER'
  | 'FIRE_PROTECTION'
  | 'ENTRANCE_GATE'
  | 'ROADS_AND_GREEN'
  | 'PARKING'
  | 'REFUSE'
  | 'OTHER';

export type RateCompanyInput = {
  readonly unitId: string;
  readonly scores: ReadonlyArray<RatingScoreInput>;
  readonly words?: string;
};

export type RatingCriterion =
  | 'CLEANLINESS'
  | 'SECURITY'
  | 'MAINTENANCE'
  | 'SERVICE'
  | 'OPEN_ACCOUNTS';

export type RatingScoreInput = {
  readonly criterion: RatingCriterion;
  readonly score: number;
};

export type TicketKind =
  | 'COMPLAINT'
  | 'REPAIR';

export type TicketState =
  | 'FILED'
  | 'ASSIGNED'
  | 'WORKING'
  | 'WAITING'
  | 'DONE'
  | 'DECLINED'
  | 'REOPENED'
  | 'WITHDRAWN';

export type UnitToRateFragment = { readonly __typename: 'RatingUnit', readonly unitId: string, readonly estateId: string, readonly building: string, readonly entrance: string, readonly room: string, readonly quarter: string, readonly ratedAt: string | null, readonly byYourself: boolean, readonly closedTickets: number };

export type OwnRatingFragment = { readonly __typename: 'Rating', readonly estateId: string, readonly unitId: string | null, readonly ratedAt: string | null, readonly id: string, readonly quarter: string, readonly words: string | null, readonly answer: string | null, readonly answeredAt: string | null, readonly scores: ReadonlyArray<{ readonly __typename: 'RatingScore', readonly criterion: RatingCriterion, readonly score: number }> };

export type MyRatingDayQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type MyRatingDayQuery = { readonly myRatingUnits: ReadonlyArray<{ readonly __typename: 'RatingUnit', readonly unitId: string, readonly estateId: string, readonly building: string, readonly entrance: string, readonly room: string, readonly quarter: string, readonly ratedAt: string | null, readonly byYourself: boolean, readonly closedTickets: number }>, readonly myCertifications: { readonly __typename: 'MyCertificationConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'MyCertification', readonly id: string, readonly endedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string } }> }, readonly myRatings: { readonly __typename: 'RatingConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Rating', readonly estateId: string, readonly unitId: string | null, readonly ratedAt: string | null, readonly id: string, readonly quarter: string, readonly words: string | null, readonly answer: string | null, readonly answeredAt: string | null, readonly scores: ReadonlyArray<{ readonly __typename: 'RatingScore', readonly criterion: RatingCriterion, readonly score: number }> }> } };

export type UnitToRateShownQueryVariables = Exact<{
  first: number;
}>;


export type UnitToRateShownQuery = { readonly myRatingUnits: ReadonlyArray<{ readonly __typename: 'RatingUnit', readonly unitId: string, readonly estateId: string, readonly building: string, readonly entrance: string, readonly room: string, readonly quarter: string, readonly ratedAt: string | null, readonly byYourself: boolean, readonly closedTickets: number }>, readonly myTickets: { readonly __typename: 'TicketConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Ticket', readonly id: string, readonly unitId: string, readonly kind: TicketKind, readonly state: TicketState, readonly settledAt: string | null, readonly words: string, readonly part: CommonPart | null }> } };

export type UnitsToRateQueryVariables = Exact<{ [key: string]: never; }>;


export type UnitsToRateQuery = { readonly myRatingUnits: ReadonlyArray<{ readonly __typename: 'RatingUnit', readonly unitId: string, readonly estateId: string, readonly building: string, readonly entrance: string, readonly room: string, readonly quarter: string, readonly ratedAt: string | null, readonly byYourself: boolean, readonly closedTickets: number }> };

export type EstateRatedQueryVariables = Exact<{
  estateId: string;
}>;


export type EstateRatedQuery = { readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } | null, readonly companyRatings: ReadonlyArray<{ readonly __typename: 'QuarterRating', readonly quarter: string, readonly startsAt: string, readonly endsAt: string, readonly ratings: number, readonly certifiedUnits: number, readonly overall: string | null, readonly closedTickets: number | null, readonly answered: number | null, readonly averages: ReadonlyArray<{ readonly __typename: 'CriterionAverage', readonly criterion: RatingCriterion, readonly average: string }> | null }> };

export type RatingsToldQueryVariables = Exact<{
  estateId: string;
  quarter: string;
  first: number;
  after?: string | null | undefined;
}>;


export type RatingsToldQuery = { readonly ratings: { readonly __typename: 'RatingConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Rating', readonly id: string, readonly quarter: string, readonly words: string | null, readonly answer: string | null, readonly answeredAt: string | null, readonly scores: ReadonlyArray<{ readonly __typename: 'RatingScore', readonly criterion: RatingCriterion, readonly score: number }> }> } };

export type RateCompanyMutationVariables = Exact<{
  input: RateCompanyInput;
}>;


export type RateCompanyMutation = { readonly rateCompany:
    | { readonly __typename: 'RatingChanged', readonly rating: { readonly __typename: 'Rating', readonly id: string, readonly ratedAt: string | null, readonly quarter: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NoCertifiedUnit', readonly code: string, readonly message: string }
    | { readonly __typename: 'AlreadyRated', readonly code: string, readonly message: string, readonly itsQuarter: string, readonly itsRatedAt: string, readonly itsByYourself: boolean }
   };

export const MyRatingDay: Persisted<MyRatingDayQuery, MyRatingDayQueryVariables> = persisted('sha256:fed7c8add303961fd1720be5ae4b551bd1647db647807388e9515540e3d3a7ae', 'MyRatingDay')

export const UnitToRateShown: Persisted<UnitToRateShownQuery, UnitToRateShownQueryVariables> = persisted('sha256:f8ff8e6822e001a302eed94f06b8f8e742a42c43027a0431f715f94645a1f32c', 'UnitToRateShown')

export const UnitsToRate: Persisted<UnitsToRateQuery, UnitsToRateQueryVariables> = persisted('sha256:648f2af33983f92cc1f93aeeb03c1548c94d43cc9ead775a4554cc98f023f2e1', 'UnitsToRate')

export const EstateRated: Persisted<EstateRatedQuery, EstateRatedQueryVariables> = persisted('sha256:665556a1b5eb2b5ac891d37efa8e0afd41d4d31a718b5df2d55818879e6a56d2', 'EstateRated')

export const RatingsTold: Persisted<RatingsToldQuery, RatingsToldQueryVariables> = persisted('sha256:6d203ed1ffb5d5570201d768be011fe5aa2ad68bd3a5aec88ff6e1d4f0db93f5', 'RatingsTold')

export const RateCompany: Persisted<RateCompanyMutation, RateCompanyMutationVariables> = persisted('sha256:c6503bd3792b559e3af115e75f57c07239ec73f3bc0da49fcd4e50da83a96763', 'RateCompany')
