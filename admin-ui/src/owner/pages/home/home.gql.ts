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

export type HomeShownQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeShownQuery = { readonly myCertifications: { readonly __typename: 'MyCertificationConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'MyCertification', readonly id: string, readonly endedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string } }> }, readonly myOtherUnits: { readonly __typename: 'MyOtherUnitConnection', readonly totalCount: number }, readonly notices: { readonly __typename: 'NoticeConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly kind: NoticeKind, readonly publishedAt: string | null }> } };

export const HomeShown: Persisted<HomeShownQuery, HomeShownQueryVariables> = persisted('sha256:974aedd2070d4c1a380b3a721e68abdce90a1efe675f1a19b6c7aabb86cf5fb9', 'HomeShown')
