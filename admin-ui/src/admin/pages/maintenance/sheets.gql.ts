// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type PreviewSheetInput = {
  readonly uploadId: string;
};

export type RequestRegisterExportInput = {
  readonly estateId: string;
  readonly revealed?: boolean;
  readonly reason?: string | null | undefined;
};

export type RequestSheetUploadInput = {
  readonly estateId: string;
};

export type RequestSheetUploadMutationVariables = Exact<{
  input: RequestSheetUploadInput;
}>;


export type RequestSheetUploadMutation = { readonly requestSheetUpload:
    | { readonly __typename: 'SheetUploadRequested', readonly uploadId: string, readonly address: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type PreviewSheetMutationVariables = Exact<{
  input: PreviewSheetInput;
}>;


export type PreviewSheetMutation = { readonly previewSheet:
    | { readonly __typename: 'SheetPreviewed', readonly changeSet: { readonly __typename: 'ChangeSet', readonly id: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'SheetHasFaults', readonly code: string, readonly message: string, readonly itsTotal: number, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type RequestRegisterExportMutationVariables = Exact<{
  input: RequestRegisterExportInput;
}>;


export type RequestRegisterExportMutation = { readonly requestRegisterExport:
    | { readonly __typename: 'RegisterExportRequested', readonly address: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export const RequestSheetUpload: Persisted<RequestSheetUploadMutation, RequestSheetUploadMutationVariables> = persisted('sha256:bb74a4fd11d4b217141dd1193f1066b6d3f5a35aca997c7910920d2b98710215', 'RequestSheetUpload')

export const PreviewSheet: Persisted<PreviewSheetMutation, PreviewSheetMutationVariables> = persisted('sha256:b18b467a5800956c42af903455c1b0f2a53a0396c8afca0ecdbc1963b3a4e46a', 'PreviewSheet')

export const RequestRegisterExport: Persisted<RequestRegisterExportMutation, RequestRegisterExportMutationVariables> = persisted('sha256:c8d22243006c89c7cf0210665f7ce1dc02a4344881f60d95231c41ba8554660d', 'RequestRegisterExport')
