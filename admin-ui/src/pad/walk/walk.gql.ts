// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type OwnerKind =
  | 'PERSON'
  | 'ORGANISATION';

export type DoorsToVisitQueryVariables = Exact<{
  id: string;
  building?: string | null | undefined;
  entrance?: string | null | undefined;
}>;


export type DoorsToVisitQuery = { readonly gapPlan: { readonly __typename: 'GapPlan', readonly ballotId: string, readonly at: string, readonly missing: { readonly __typename: 'Measure', readonly heads: number, readonly area: string }, readonly parts: ReadonlyArray<{ readonly __typename: 'GapPart', readonly buildingId: string, readonly building: string, readonly entrance: string | null, readonly doors: number }>, readonly visits: { readonly __typename: 'DoorVisitConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'DoorVisit', readonly id: string, readonly maskedName: string, readonly ownerKind: OwnerKind, readonly units: number, readonly heads: number, readonly area: string, readonly door: { readonly __typename: 'SilentUnit', readonly unitId: string, readonly building: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly certified: boolean } }> } } | null };

export const DoorsToVisit: Persisted<DoorsToVisitQuery, DoorsToVisitQueryVariables> = persisted('sha256:4a8e8acf410db4adadfd0389f088a0b9b9cc4ca4f094a170aeb13c86a53e6973', 'DoorsToVisit')
