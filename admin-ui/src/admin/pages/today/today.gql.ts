// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type BallotState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'REJECTED'
  | 'APPROVED'
  | 'OPEN'
  | 'SUSPENDED'
  | 'CLOSED'
  | 'PUBLISHED';

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

export type NoticeState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'REJECTED'
  | 'APPROVED'
  | 'PUBLISHED';

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

export type TodayNoticesQueryVariables = Exact<{
  states?: ReadonlyArray<NoticeState> | NoticeState | null | undefined;
  mine: boolean;
  first: number;
}>;


export type TodayNoticesQuery = { readonly noticesInProgress: { readonly __typename: 'NoticeConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly estateName: string, readonly state: NoticeState, readonly submittedAt: string | null, readonly mine: boolean }> } };

export type TodayBallotsQueryVariables = Exact<{
  states?: ReadonlyArray<BallotState> | BallotState | null | undefined;
  mine: boolean;
  first: number;
}>;


export type TodayBallotsQuery = { readonly now: string, readonly ballots: { readonly __typename: 'BallotConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState, readonly opensAt: string | null, readonly closesAt: string | null, readonly submittedAt: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } }> } };

export type TodayProposalsQueryVariables = Exact<{
  first: number;
}>;


export type TodayProposalsQuery = { readonly estates: { readonly __typename: 'EstateConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly createdAt: string, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string } }> } };

export type TodayRatingsQueryVariables = Exact<{
  estateId: string;
  quarter: string;
  first: number;
}>;


export type TodayRatingsQuery = { readonly ratings: { readonly __typename: 'RatingConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Rating', readonly id: string, readonly words: string | null }> } };

export type TodayAlarmsQueryVariables = Exact<{
  first: number;
}>;


export type TodayAlarmsQuery = { readonly alarms: { readonly __typename: 'AlarmConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Alarm', readonly id: string, readonly kind: string, readonly raisedAt: string, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } | null }> } };

export type TodayTicketsQueryVariables = Exact<{
  states?: ReadonlyArray<TicketState> | TicketState | null | undefined;
  overdue?: boolean | null | undefined;
  first: number;
}>;


export type TodayTicketsQuery = { readonly tickets: { readonly __typename: 'TicketConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Ticket', readonly id: string, readonly kind: TicketKind, readonly part: CommonPart | null, readonly stateSince: string, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly place: { readonly __typename: 'TicketPlace', readonly unitBuilding: string, readonly entrance: string, readonly room: string, readonly partBuilding: string | null } }> } };

export const TodayNotices: Persisted<TodayNoticesQuery, TodayNoticesQueryVariables> = persisted('sha256:9c7f72844d4117b06de2293e0da6cff34c94375cd1499c64a5a48b36462dbf3a', 'TodayNotices')

export const TodayBallots: Persisted<TodayBallotsQuery, TodayBallotsQueryVariables> = persisted('sha256:f7e48f68e2ff788cae15c754711c3d9c04dbdbc513ed22c4eb4cfd0cb181e17a', 'TodayBallots')

export const TodayProposals: Persisted<TodayProposalsQuery, TodayProposalsQueryVariables> = persisted('sha256:7493be78b35f5a4534f5bbb2da9e6151655f1f53e07a792b4ab1df0f45ab7f6f', 'TodayProposals')

export const TodayRatings: Persisted<TodayRatingsQuery, TodayRatingsQueryVariables> = persisted('sha256:ce9b5a7b67999b740cea0706d8f40ca1ca91bd9540c673d278151d1c4eb96cad', 'TodayRatings')

export const TodayAlarms: Persisted<TodayAlarmsQuery, TodayAlarmsQueryVariables> = persisted('sha256:1dea4fd94b30824c75275d02cb14a52ce18fb8411baea7ba360955a8db97bf6d', 'TodayAlarms')

export const TodayTickets: Persisted<TodayTicketsQuery, TodayTicketsQueryVariables> = persisted('sha256:376876f21d3e7e8c519ff185b38be4cc0e476c69ca9ad6ab14f3948cc94aaaf6', 'TodayTickets')
