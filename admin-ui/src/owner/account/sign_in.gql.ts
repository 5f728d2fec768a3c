// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CodeInput = {
  readonly challenge: string;
  readonly code: string;
};

export type CodePurpose =
  | 'SIGN_IN'
  | 'CONFIRM';

export type RequestCodeInput = {
  readonly purpose: CodePurpose;
  readonly phone?: string | null | undefined;
};

export type SetLanguageInput = {
  readonly language: string;
};

export type RequestCodeMutationVariables = Exact<{
  input: RequestCodeInput;
}>;


export type RequestCodeMutation = { readonly requestCode:
    | { readonly __typename: 'CodeSent', readonly challenge: string, readonly expiresAt: string, readonly resendAfterSeconds: number }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'TooManyAttempts', readonly code: string, readonly message: string, readonly itsRetryAfterSeconds: number }
   };

export type SignInWithCodeMutationVariables = Exact<{
  input: CodeInput;
}>;


export type SignInWithCodeMutation = { readonly signInWithCode:
    | { readonly __typename: 'SignedIn', readonly accountId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'WrongCode', readonly code: string, readonly message: string }
   };

export type ConfirmWithCodeMutationVariables = Exact<{
  input: CodeInput;
}>;


export type ConfirmWithCodeMutation = { readonly confirmWithCode:
    | { readonly __typename: 'Confirmed', readonly sessionId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'WrongCode', readonly code: string, readonly message: string }
   };

export type SetLanguageMutationVariables = Exact<{
  input: SetLanguageInput;
}>;


export type SetLanguageMutation = { readonly setLanguage:
    | { readonly __typename: 'LanguageSet', readonly language: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export const RequestCode: Persisted<RequestCodeMutation, RequestCodeMutationVariables> = persisted('sha256:caa24b21760b49d0d81cb422dc3a12ee4622a5efb66b06491a7dc1b7f5955c7b', 'RequestCode')

export const SignInWithCode: Persisted<SignInWithCodeMutation, SignInWithCodeMutationVariables> = persisted('sha256:9b4d4e8baa730a5009d84ffa09ccc29d4682bd8e2f8b73db4f348a33eb5a9c07', 'SignInWithCode')

export const ConfirmWithCode: Persisted<ConfirmWithCodeMutation, ConfirmWithCodeMutationVariables> = persisted('sha256:a2d4d0c662fb64c6551982d721c34a2f68bb9a662974296fe4295e2ab3fdc7d9', 'ConfirmWithCode')

export const SetLanguage: Persisted<SetLanguageMutation, SetLanguageMutationVariables> = persisted('sha256:a609e442e5f2675ed0d68507cc29d5b1a2431b210e537aaf75694842b48c5fa4', 'SetLanguage')
