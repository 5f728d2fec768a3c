// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ActivateAccountInput = {
  readonly code: string;
  readonly password: string;
  readonly totp: string;
};

export type BeginActivationInput = {
  readonly code: string;
};

export type BeginActivationMutationVariables = Exact<{
  input: BeginActivationInput;
}>;


export type BeginActivationMutation = { readonly beginActivation:
    | { readonly __typename: 'ActivationBegun', readonly login: string, readonly maskedName: string, readonly totpSecret: string, readonly totpUri: string, readonly totpCodeRows: ReadonlyArray<string> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'TooManyAttempts', readonly code: string, readonly message: string, readonly itsRetryAfterSeconds: number }
    | { readonly __typename: 'ActivationNotValid', readonly code: string, readonly message: string }
   };

export type ActivateAccountMutationVariables = Exact<{
  input: ActivateAccountInput;
}>;


export type ActivateAccountMutation = { readonly activateAccount:
    | { readonly __typename: 'SignedIn', readonly accountId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'TooManyAttempts', readonly code: string, readonly message: string, readonly itsRetryAfterSeconds: number }
    | { readonly __typename: 'ActivationNotValid', readonly code: string, readonly message: string }
   };

export const BeginActivation: Persisted<BeginActivationMutation, BeginActivationMutationVariables> = persisted('sha256:dd2b17c7f2ba280fd140d49aec9c78520ade471c74bbd82de604af9026cfd65d', 'BeginActivation')

export const ActivateAccount: Persisted<ActivateAccountMutation, ActivateAccountMutationVariables> = persisted('sha256:530ebdcdd05731c846081af7dc41f7d359ddbc758fb1faf87ee113213ace9d86', 'ActivateAccount')
