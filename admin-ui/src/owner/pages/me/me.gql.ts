// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ConsentKind =
  | 'DOCUMENT_NUMBER'
  | 'CARD_READ'
  | 'PHOTOS';

export type EndSessionInput = {
  readonly sessionId: string;
};

export type WithdrawConsentInput = {
  readonly kind: ConsentKind;
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

export type MyConsentsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyConsentsQuery = { readonly myConsents: ReadonlyArray<{ readonly __typename: 'MyConsent', readonly kind: ConsentKind, readonly version: string | null, readonly givenAt: string | null, readonly withdrawnAt: string | null, readonly stands: boolean, readonly text: { readonly __typename: 'ConsentText', readonly version: string, readonly zh: string, readonly en: string } }> };

export type WithdrawConsentMutationVariables = Exact<{
  input: WithdrawConsentInput;
}>;


export type WithdrawConsentMutation = { readonly withdrawConsent:
    | { readonly __typename: 'ConsentWithdrawn', readonly kind: ConsentKind, readonly certificationsEnded: number, readonly reviewsEnded: number, readonly photosDeleted: number }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type RequestMyDataMutationVariables = Exact<{ [key: string]: never; }>;


export type RequestMyDataMutation = { readonly requestMyData:
    | { readonly __typename: 'MyDataRequested', readonly address: string, readonly expiresAt: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'FreshCodeNeeded', readonly code: string, readonly message: string }
   };

export type DeleteMyAccountMutationVariables = Exact<{ [key: string]: never; }>;


export type DeleteMyAccountMutation = { readonly deleteMyAccount:
    | { readonly __typename: 'AccountDeleted', readonly certificationsEnded: number, readonly photosDeleted: number, readonly votesKept: number }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'FreshCodeNeeded', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export const MySessions: Persisted<MySessionsQuery, MySessionsQueryVariables> = persisted('sha256:58d261275c9b10ded19ffe0e82bfe580d8ae8f095f438d3accc95202b89bd510', 'MySessions')

export const EndSession: Persisted<EndSessionMutation, EndSessionMutationVariables> = persisted('sha256:94c5db19a803d7da545add310594f77c88da8cf9f576fae87dbeec0a5eb05767', 'EndSession')

export const SignOutEverywhere: Persisted<SignOutEverywhereMutation, SignOutEverywhereMutationVariables> = persisted('sha256:f0d0d12054d2fe9c7bf7d4c993109cab8e24fdf19e1fe89aeda935abf85d9802', 'SignOutEverywhere')

export const MyConsents: Persisted<MyConsentsQuery, MyConsentsQueryVariables> = persisted('sha256:404c3433be1d3bb0735684c499ee7e740245939d6bc03802101225394465e152', 'MyConsents')

export const WithdrawConsent: Persisted<WithdrawConsentMutation, WithdrawConsentMutationVariables> = persisted('sha256:4e38e578c3d015833eb1753b06034a912555d32065164897a83e85bd73e24e06', 'WithdrawConsent')

export const RequestMyData: Persisted<RequestMyDataMutation, RequestMyDataMutationVariables> = persisted('sha256:f87f31bb555973a38921f36308560169c2d9907888a36278b9dd81fe8a643db7', 'RequestMyData')

export const DeleteMyAccount: Persisted<DeleteMyAccountMutation, DeleteMyAccountMutationVariables> = persisted('sha256:661d5a6a16c237ba4bcd6424c337ba71a2500fa0e38dbc6fdc97a605efa43ee1', 'DeleteMyAccount')
