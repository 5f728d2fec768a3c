// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type NoticeKind =
  | 'BALLOT_PUBLICITY'
  | 'BALLOT_ANNOUNCEMENT'
  | 'PUBLICITY'
  | 'ANNOUNCEMENT';

export type ReachFiguresFragment = { readonly __typename: 'NoticeReach', readonly noticeId: string, readonly units: number, readonly certifiedUnits: number, readonly readUnits: number, readonly messagedUnits: number, readonly reachedUnits: number, readonly accounts: number, readonly readAccounts: number };

export type NoticeReachedQueryVariables = Exact<{
  id: string;
}>;


export type NoticeReachedQuery = { readonly noticeReach: { readonly __typename: 'NoticeReach', readonly noticeId: string, readonly units: number, readonly certifiedUnits: number, readonly readUnits: number, readonly messagedUnits: number, readonly reachedUnits: number, readonly accounts: number, readonly readAccounts: number } | null };

export type NoticeToReachQueryVariables = Exact<{
  id: string;
}>;


export type NoticeToReachQuery = { readonly now: string, readonly notice: { readonly __typename: 'Notice', readonly id: string, readonly kind: NoticeKind, readonly title: string, readonly estateId: string, readonly estateName: string, readonly publishedAt: string | null } | null, readonly noticeReach: { readonly __typename: 'NoticeReach', readonly noticeId: string, readonly units: number, readonly certifiedUnits: number, readonly readUnits: number, readonly messagedUnits: number, readonly reachedUnits: number, readonly accounts: number, readonly readAccounts: number } | null };

export type NoticeBuildingsQueryVariables = Exact<{
  estateId: string;
}>;


export type NoticeBuildingsQuery = { readonly buildings: ReadonlyArray<{ readonly __typename: 'Building', readonly id: string, readonly name: string }> };

export type NoticeUnitsQueryVariables = Exact<{
  id: string;
  certified?: boolean | null | undefined;
  read?: boolean | null | undefined;
  reached?: boolean | null | undefined;
  building?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type NoticeUnitsQuery = { readonly noticeUnits: { readonly __typename: 'NoticeUnitConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'NoticeUnit', readonly unitId: string, readonly building: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly certified: boolean, readonly read: boolean, readonly messaged: boolean }> } };

export const NoticeReached: Persisted<NoticeReachedQuery, NoticeReachedQueryVariables> = persisted('sha256:9d8caca4d6d02b4d24efcb2664eefe69962ea17c38eba2ea848178cdf87adf94', 'NoticeReached')

export const NoticeToReach: Persisted<NoticeToReachQuery, NoticeToReachQueryVariables> = persisted('sha256:be467cde41b656636f718db5f1f547f167786680ec998b53bcad8d5f4dba2d8b', 'NoticeToReach')

export const NoticeBuildings: Persisted<NoticeBuildingsQuery, NoticeBuildingsQueryVariables> = persisted('sha256:5050f1e94b84e8857e155a0956e6df1ae1b92b869b8428a6373d2b3ec2e36708', 'NoticeBuildings')

export const NoticeUnits: Persisted<NoticeUnitsQuery, NoticeUnitsQueryVariables> = persisted('sha256:43b3eb6b212b288b754778e68935a04173ee34cfb43b92b18cdf44534d085e0e', 'NoticeUnits')
