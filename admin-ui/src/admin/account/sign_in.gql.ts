// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type SignInInput = {
  readonly login: string;
  readonly password: string;
  readonly totp: string;
};

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { readonly signIn:
    | { readonly __typename: 'SignedIn', readonly accountId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'TooManyAttempts', readonly code: string, readonly message: string, readonly itsRetryAfterSeconds: number }
    | { readonly __typename: 'WrongCredentials', readonly code: string, readonly message: string }
   };

export const SignIn: Persisted<SignInMutation, SignInMutationVariables> = persisted('sha256:7c57990e047295382f11c51e190f5ff553a1363ab02b5890ef757faa028b34a1', 'SignIn')
