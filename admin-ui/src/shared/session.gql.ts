// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from './persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Role =
  | 'OWNER'
  | 'PREPARATORY_GROUP'
  | 'COMMITTEE'
  | 'PROPERTY_COMPANY'
  | 'STREET_CLERK'
  | 'STREET_REVIEWER'
  | 'DISTRICT'
  | 'CITY'
  | 'AUDITOR'
  | 'SYSTEM_ADMINISTRATOR'
  | 'SYSTEM'
  | 'DEVICE';

export type ScopeKind =
  | 'CITY'
  | 'DISTRICT'
  | 'STREET'
  | 'ESTATE';

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly now: string, readonly me: { readonly __typename: 'Me', readonly accountId: string, readonly kind: string, readonly login: string | null, readonly maskedName: string | null, readonly maskedPhone: string, readonly language: string, readonly confirmedRecently: boolean, readonly roles: ReadonlyArray<{ readonly __typename: 'HeldRole', readonly role: Role, readonly scopeKind: ScopeKind, readonly scopeKey: string, readonly scopeName: string, readonly organizerId: string | null, readonly endsAt: string | null }> } | null };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { readonly signOut:
    | { readonly __typename: 'SignedOut', readonly sessionId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export const Me: Persisted<MeQuery, MeQueryVariables> = persisted('sha256:512d900e33c2cf13370f0fb11c7f0fae3220cf8517992a3eeb64ca39add43936', 'Me')

export const SignOut: Persisted<SignOutMutation, SignOutMutationVariables> = persisted('sha256:de9f63adf49b8f61a8bd1e323912c1ac34d5b47f419499db48d46fb66d096682', 'SignOut')
