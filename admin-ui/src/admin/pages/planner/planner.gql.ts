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

export type MatterState =
  | 'ACTIVE'
  | 'SUSPENDED';

export type OrganizerKind =
  | 'PREPARATORY_GROUP'
  | 'COMMITTEE'
  | 'PROPERTY_COMPANY'
  | 'STREET';

export type OwnerKind =
  | 'PERSON'
  | 'ORGANISATION';

export type PartLevel =
  | 'BUILDING'
  | 'ENTRANCE'
  | 'FLOOR';

export type PlannerBallotQueryVariables = Exact<{
  id: string;
}>;


export type PlannerBallotQuery = { readonly now: string, readonly ballot: { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly closesAt: string | null, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly state: MatterState, readonly law: { readonly __typename: 'Law', readonly id: string, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } | null }>, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } } | null };

export type PlannerPartFragment = { readonly __typename: 'GapPart', readonly buildingId: string, readonly building: string, readonly entrance: string | null, readonly floor: number | null, readonly doors: number, readonly figures: { readonly __typename: 'PartFigures', readonly units: number, readonly area: string, readonly votedUnits: number, readonly votedArea: string, readonly silentHeads: number, readonly certifiedSilent: number, readonly notCertified: number, readonly ownerUnknown: number, readonly notReached: number } | null };

export type PlannerVisitFragment = { readonly __typename: 'DoorVisit', readonly id: string, readonly maskedName: string, readonly ownerKind: OwnerKind, readonly units: number, readonly heads: number, readonly area: string, readonly door: { readonly __typename: 'SilentUnit', readonly unitId: string, readonly building: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string, readonly certified: boolean, readonly ownerKnown: boolean, readonly reached: boolean, readonly nobodyHomeAt: string | null }, readonly soFar: { readonly __typename: 'Measure', readonly heads: number, readonly area: string } };

export type PlannerGapQueryVariables = Exact<{
  id: string;
  building?: string | null | undefined;
  entrance?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PlannerGapQuery = { readonly gapPlan: { readonly __typename: 'GapPlan', readonly ballotId: string, readonly at: string, readonly closesAt: string, readonly closes: boolean, readonly atLeast: number, readonly all: { readonly __typename: 'Measure', readonly heads: number, readonly area: string }, readonly voted: { readonly __typename: 'Measure', readonly heads: number, readonly area: string }, readonly needed: { readonly __typename: 'Measure', readonly heads: number, readonly area: string }, readonly missing: { readonly __typename: 'Measure', readonly heads: number, readonly area: string }, readonly gained: { readonly __typename: 'Measure', readonly heads: number, readonly area: string }, readonly parts: ReadonlyArray<{ readonly __typename: 'GapPart', readonly buildingId: string, readonly building: string, readonly entrance: string | null, readonly floor: number | null, readonly doors: number, readonly figures: { readonly __typename: 'PartFigures', readonly units: number, readonly area: string, readonly votedUnits: number, readonly votedArea: string, readonly silentHeads: number, readonly certifiedSilent: number, readonly notCertified: number, readonly ownerUnknown: number, readonly notReached: number } | null }>, readonly visits: { readonly __typename: 'DoorVisitConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'DoorVisit', readonly id: string, readonly maskedName: string, readonly ownerKind: OwnerKind, readonly units: number, readonly heads: number, readonly area: string, readonly door: { readonly __typename: 'SilentUnit', readonly unitId: string, readonly building: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string, readonly certified: boolean, readonly ownerKnown: boolean, readonly reached: boolean, readonly nobodyHomeAt: string | null }, readonly soFar: { readonly __typename: 'Measure', readonly heads: number, readonly area: string } }> } } | null };

export type PlannerPartsQueryVariables = Exact<{
  id: string;
  level: PartLevel;
  building: string;
}>;


export type PlannerPartsQuery = { readonly gapPlan: { readonly __typename: 'GapPlan', readonly ballotId: string, readonly parts: ReadonlyArray<{ readonly __typename: 'GapPart', readonly buildingId: string, readonly building: string, readonly entrance: string | null, readonly floor: number | null, readonly doors: number, readonly figures: { readonly __typename: 'PartFigures', readonly units: number, readonly area: string, readonly votedUnits: number, readonly votedArea: string, readonly silentHeads: number, readonly certifiedSilent: number, readonly notCertified: number, readonly ownerUnknown: number, readonly notReached: number } | null }> } | null };

export const PlannerBallot: Persisted<PlannerBallotQuery, PlannerBallotQueryVariables> = persisted('sha256:8aeaadd7e9ba715f9160aad5a5a2a0174f3351646d41d74bac9e548d8a9b514a', 'PlannerBallot')

export const PlannerGap: Persisted<PlannerGapQuery, PlannerGapQueryVariables> = persisted('sha256:671f05dd47c4e2a2d3bd4f91509b7e0fe4b063504aef34b171cc537b01655353', 'PlannerGap')

export const PlannerParts: Persisted<PlannerPartsQuery, PlannerPartsQueryVariables> = persisted('sha256:172be27db7f07550379d58acfb7af3a70e3a505ac5b9b9644679b2d02aaac1db', 'PlannerParts')
