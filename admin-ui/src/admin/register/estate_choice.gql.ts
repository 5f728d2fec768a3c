// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type EstateStatus =
  | 'PROPOSED'
  | 'PREPARING'
  | 'COMPLETED'
  | 'REJECTED';

export type EstatesToMaintainQueryVariables = Exact<{
  search: string;
}>;


export type EstatesToMaintainQuery = { readonly estates: { readonly __typename: 'EstateConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly address: string, readonly status: EstateStatus }> } };

export const EstatesToMaintain: Persisted<EstatesToMaintainQuery, EstatesToMaintainQueryVariables> = persisted('sha256:38b0ca315dc7b9c4aaff8eb852e5316216eede1762d1eee3ee4235938a2f3582', 'EstatesToMaintain')
