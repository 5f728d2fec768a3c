// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type MarkNoticeReadInput = {
  readonly noticeId: string;
};

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
  read?: boolean | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type NoticesListedQuery = { readonly notices: { readonly __typename: 'NoticeConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Notice', readonly id: string, readonly kind: NoticeKind, readonly title: string, readonly publishedAt: string | null, readonly publisher: string, readonly readAt: string | null }> } };

export type NoticeReadQueryVariables = Exact<{
  id: string;
}>;


export type NoticeReadQuery = { readonly notice: { readonly __typename: 'Notice', readonly id: string, readonly kind: NoticeKind, readonly title: string, readonly body: string, readonly publisher: string, readonly publishedAt: string | null, readonly readAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null };

export type MarkNoticeReadMutationVariables = Exact<{
  input: MarkNoticeReadInput;
}>;


export type MarkNoticeReadMutation = { readonly markNoticeRead:
    | { readonly __typename: 'NoticeOpened', readonly noticeId: string, readonly readAt: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export const NoticesListed: Persisted<NoticesListedQuery, NoticesListedQueryVariables> = persisted('sha256:8b2c6c8e39a1a8407904fdf7e02237d93489c278134a8d5e39809b856172ee5a', 'NoticesListed')

export const NoticeRead: Persisted<NoticeReadQuery, NoticeReadQueryVariables> = persisted('sha256:dc6338110ef51c68583975792e3619c8faeba6c02665f08cb5303c6ecd196396', 'NoticeRead')

export const MarkNoticeRead: Persisted<MarkNoticeReadMutation, MarkNoticeReadMutationVariables> = persisted('sha256:74c3fe060b52b652a5c005e1b5e79579e076683daab28cbe2dd11b7df0095e8d', 'MarkNoticeRead')
