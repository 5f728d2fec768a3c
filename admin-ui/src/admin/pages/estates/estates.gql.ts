// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type EstateStatus =
  | 'PROPOSED'
  | 'PREPARING'
  | 'COMPLETED'
  | 'REJECTED';

export type EstatesQueryVariables = Exact<{
  search?: string | null | undefined;
  status?: EstateStatus | null | undefined;
  district?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type EstatesQuery = { readonly estates: { readonly __typename: 'EstateConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Estate', readonly id: string, readonly number: string | null, readonly name: string, readonly address: string, readonly status: EstateStatus, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } }> } };

export type DistrictsQueryVariables = Exact<{ [key: string]: never; }>;


export type DistrictsQuery = { readonly districts: ReadonlyArray<{ readonly __typename: 'District', readonly code: string, readonly name: string }> };

export const Estates: Persisted<EstatesQuery, EstatesQueryVariables> = persisted('sha256:0dbed74df05e260a6ddcfb5b013a19dd86e2ee92412bce94f00a8839b43d1ae9', 'Estates')

export const Districts: Persisted<DistrictsQuery, DistrictsQueryVariables> = persisted('sha256:8f5b920a613d381b2559ef8584df00ab7d957cffb191f26a46faea764e20572b', 'Districts')
