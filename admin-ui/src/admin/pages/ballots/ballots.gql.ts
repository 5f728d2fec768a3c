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

export type OrganizerKind =
  | 'PREPARATORY_GROUP'
  | 'COMMITTEE'
  | 'PROPERTY_COMPANY'
  | 'STREET';

export type BallotListQueryVariables = Exact<{
  estateId?: string | null | undefined;
  states?: ReadonlyArray<BallotState> | BallotState | null | undefined;
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type BallotListQuery = { readonly now: string, readonly ballots: { readonly __typename: 'BallotConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly extendedAt: string | null, readonly submittedAt: string | null, readonly publishedAt: string | null, readonly reviewReason: string | null, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } }> } };

export type BallotEstateNameQueryVariables = Exact<{
  id: string;
}>;


export type BallotEstateNameQuery = { readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } | null };

export type BallotPlaceFragment = { readonly __typename: 'Ballot', readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } };

export const BallotList: Persisted<BallotListQuery, BallotListQueryVariables> = persisted('sha256:da157f7c84d44b6d348ba1ad0b1d858c3b998416cda826191197502ddf5f39f7', 'BallotList')

export const BallotEstateName: Persisted<BallotEstateNameQuery, BallotEstateNameQueryVariables> = persisted('sha256:2d5abefc45d8b8dca7a706b78ac7408db34ac45dfa80db2fcb3a1480de2a5ef2', 'BallotEstateName')
