// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type MarkDoorInput = {
  readonly padSessionId: string;
  readonly unitId: string;
  readonly nobodyHome: boolean;
};

export type OwnerKind =
  | 'PERSON'
  | 'ORGANISATION';

export type DoorsToVisitQueryVariables = Exact<{
  id: string;
  building?: string | null | undefined;
  entrance?: string | null | undefined;
}>;


export type DoorsToVisitQuery = { readonly gapPlan: { readonly __typename: 'GapPlan', readonly ballotId: string, readonly at: string, readonly missing: { readonly __typename: 'Measure', readonly heads: number, readonly area: string }, readonly parts: ReadonlyArray<{ readonly __typename: 'GapPart', readonly buildingId: string, readonly building: string, readonly entrance: string | null, readonly doors: number }>, readonly visits: { readonly __typename: 'DoorVisitConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'DoorVisit', readonly id: string, readonly maskedName: string, readonly ownerKind: OwnerKind, readonly units: number, readonly heads: number, readonly area: string, readonly door: { readonly __typename: 'SilentUnit', readonly unitId: string, readonly building: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly certified: boolean, readonly nobodyHomeAt: string | null } }> } } | null };

export type MarkDoorMutationVariables = Exact<{
  input: MarkDoorInput;
}>;


export type MarkDoorMutation = { readonly markDoor:
    | { readonly __typename: 'DoorMarked', readonly unitId: string, readonly nobodyHomeAt: string | null }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'PadSessionOver', readonly code: string, readonly message: string }
    | { readonly __typename: 'BallotNotOpenYet', readonly code: string, readonly message: string, readonly itsOpensAt: string }
    | { readonly __typename: 'BallotClosed', readonly code: string, readonly message: string, readonly itsClosedAt: string }
    | { readonly __typename: 'BallotSuspended', readonly code: string, readonly message: string, readonly itsReason: string }
   };

export const DoorsToVisit: Persisted<DoorsToVisitQuery, DoorsToVisitQueryVariables> = persisted('sha256:5f3dfdd6871801862a71783f7f625c2d6589105847996a39f0526edac8c44d9d', 'DoorsToVisit')

export const MarkDoor: Persisted<MarkDoorMutation, MarkDoorMutationVariables> = persisted('sha256:71d236f66b9aa4f94d80b4dd617b6ac476da24b678f8e61e7871c786d11485aa', 'MarkDoor')
