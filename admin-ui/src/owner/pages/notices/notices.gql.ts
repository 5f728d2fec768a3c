// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type MatterKind =
  | 'RULES_OF_PROCEDURE'
  | 'MANAGEMENT_COVENANT'
  | 'COMMITTEE_ELECTION'
  | 'PROPERTY_COMPANY'
  | 'SERVICE_TERMS'
  | 'REPAIR_FUND_RAISE'
  | 'REPAIR_FUND_USE'
  | 'REPAIR_FUND_MANAGE'
  | 'REBUILD'
  | 'COMMON_PARTS_USE'
  | 'OTHER_MAJOR';

export type NoticeKind =
  | 'BALLOT_PUBLICITY'
  | 'BALLOT_ANNOUNCEMENT'
  | 'PUBLICITY'
  | 'ANNOUNCEMENT';

export type NoticesListedQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type NoticesListedQuery = { readonly notices: { readonly __typename: 'NoticeConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Notice', readonly id: string, readonly kind: NoticeKind, readonly title: string, readonly publishedAt: string | null, readonly publisher: string }> } };

export type NoticeReadQueryVariables = Exact<{
  id: string;
}>;


export type NoticeReadQuery = { readonly notice: { readonly __typename: 'Notice', readonly id: string, readonly kind: NoticeKind, readonly title: string, readonly body: string, readonly publisher: string, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null };

export const NoticesListed: Persisted<NoticesListedQuery, NoticesListedQueryVariables> = persisted('sha256:7a7fb6619e0d2c0552c156cdddce9b1eea8edd8e8b8c5c25253f0e95514bb2e3', 'NoticesListed')

export const NoticeRead: Persisted<NoticeReadQuery, NoticeReadQueryVariables> = persisted('sha256:b0fe9f36c0993619658271611dd4984031afc7e6ce6e02d70bbd6de845e50058', 'NoticeRead')
