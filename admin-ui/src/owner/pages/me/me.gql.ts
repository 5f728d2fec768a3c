// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type EndSessionInput = {
  readonly sessionId: string;
};

export type MySessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type MySessionsQuery = { readonly mySessions: ReadonlyArray<{ readonly __typename: 'OwnSession', readonly id: string, readonly isCurrent: boolean, readonly createdAt: string, readonly lastSeenAt: string }> };

export type EndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type EndSessionMutation = { readonly endSession:
    | { readonly __typename: 'SignedOut', readonly sessionId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { readonly signOutEverywhere:
    | { readonly __typename: 'SignedOutEverywhere', readonly sessions: number }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export const MySessions: Persisted<MySessionsQuery, MySessionsQueryVariables> = persisted('sha256:58d261275c9b10ded19ffe0e82bfe580d8ae8f095f438d3accc95202b89bd510', 'MySessions')

export const EndSession: Persisted<EndSessionMutation, EndSessionMutationVariables> = persisted('sha256:94c5db19a803d7da545add310594f77c88da8cf9f576fae87dbeec0a5eb05767', 'EndSession')

export const SignOutEverywhere: Persisted<SignOutEverywhereMutation, SignOutEverywhereMutationVariables> = persisted('sha256:f0d0d12054d2fe9c7bf7d4c993109cab8e24fdf19e1fe89aeda935abf85d9802', 'SignOutEverywhere')
