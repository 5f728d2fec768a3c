// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AreaSource =
  | 'REGISTER'
  | 'SURVEY'
  | 'CONTRACT';

export type CertificationMethod =
  | 'ID_CARD'
  | 'OTHER_DOCUMENT'
  | 'MANUAL'
  | 'CARD_READER';

export type CorrectOwnerNameInput = {
  readonly unitId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly reason: string;
};

export type DocumentKind =
  | 'ID_CARD'
  | 'RESIDENCE_PERMIT'
  | 'PERMANENT_RESIDENCE'
  | 'PASSPORT'
  | 'OFFICER_CARD'
  | 'ORGANISATION_CODE'
  | 'OTHER';

export type OwnerInput = {
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly share?: string | null | undefined;
};

export type OwnerKind =
  | 'PERSON'
  | 'ORGANISATION';

export type ReleaseAccountInput = {
  readonly certificationId: string;
  readonly reason: string;
};

export type RevealOwnerInput = {
  readonly unitId: string;
  readonly ownerId: string;
  readonly reason: string;
};

export type TransferTitleInput = {
  readonly unitId: string;
  readonly presentTitleId?: string | null | undefined;
  readonly owners: ReadonlyArray<OwnerInput>;
  readonly evidence: string;
  readonly effectiveAt?: string | null | undefined;
  readonly handedOver?: boolean;
};

export type UnitColour =
  | 'GREEN'
  | 'YELLOW'
  | 'RED';

export type Usage =
  | 'HOME'
  | 'SHOP'
  | 'OFFICE'
  | 'PARKING'
  | 'STORAGE'
  | 'PUBLIC'
  | 'EQUIPMENT'
  | 'CIVIL_DEFENCE';

export type UnitDetailsQueryVariables = Exact<{
  id: string;
}>;


export type UnitDetailsQuery = { readonly unit: { readonly __typename: 'Unit', readonly id: string, readonly estateId: string, readonly buildingId: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean, readonly colour: UnitColour, readonly titles: ReadonlyArray<{ readonly __typename: 'Title', readonly id: string, readonly startsAt: string, readonly endsAt: string | null, readonly source: string, readonly evidence: string | null, readonly recordedAt: string, readonly owners: ReadonlyArray<{ readonly __typename: 'Owner', readonly id: string, readonly kind: OwnerKind, readonly documentKind: DocumentKind, readonly maskedName: string, readonly maskedDocument: string, readonly share: string | null }> }> | null, readonly certifications: ReadonlyArray<{ readonly __typename: 'UnitCertification', readonly id: string, readonly ownerId: string, readonly maskedPhone: string, readonly method: CertificationMethod, readonly certifiedAt: string, readonly endedAt: string | null, readonly endedReason: string | null }> | null } | null };

export type RevealOwnerMutationVariables = Exact<{
  input: RevealOwnerInput;
}>;


export type RevealOwnerMutation = { readonly revealOwner:
    | { readonly __typename: 'OwnerRevealed', readonly ownerId: string, readonly name: string, readonly documentKind: DocumentKind, readonly documentNumber: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type CorrectOwnerNameMutationVariables = Exact<{
  input: CorrectOwnerNameInput;
}>;


export type CorrectOwnerNameMutation = { readonly correctOwnerName:
    | { readonly __typename: 'OwnerNameCorrected', readonly ownerId: string, readonly maskedName: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type ReleaseAccountMutationVariables = Exact<{
  input: ReleaseAccountInput;
}>;


export type ReleaseAccountMutation = { readonly releaseAccount:
    | { readonly __typename: 'AccountReleased', readonly accountId: string, readonly certificationsEnded: number }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type TransferTitleMutationVariables = Exact<{
  input: TransferTitleInput;
}>;


export type TransferTitleMutation = { readonly transferTitle:
    | { readonly __typename: 'TitleTransferred', readonly titleId: string, readonly effectiveAt: string, readonly endedCertifications: number, readonly corrections: number }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'ContentChanged', readonly code: string, readonly message: string }
   };

export const UnitDetails: Persisted<UnitDetailsQuery, UnitDetailsQueryVariables> = persisted('sha256:1adbf0e69ceb677ca17be3108ba310677e6e08099ac86669d0deff232e5ec763', 'UnitDetails')

export const RevealOwner: Persisted<RevealOwnerMutation, RevealOwnerMutationVariables> = persisted('sha256:d7df43f91f8eb6eb72b03f875c4a1626567089bd767f4579dfa45ffa69261aef', 'RevealOwner')

export const CorrectOwnerName: Persisted<CorrectOwnerNameMutation, CorrectOwnerNameMutationVariables> = persisted('sha256:07e5bcf5b64d91e809a5e2883a0cd10dc89fdecbb7cf36e4782e5ecc03a328ae', 'CorrectOwnerName')

export const ReleaseAccount: Persisted<ReleaseAccountMutation, ReleaseAccountMutationVariables> = persisted('sha256:8a5ef7f448c553598b4c2708f701fd9f1d4c948f6532e57cfefc4df3b3c242c6', 'ReleaseAccount')

export const TransferTitle: Persisted<TransferTitleMutation, TransferTitleMutationVariables> = persisted('sha256:af4e687e8c94a5a4fc8baf51bb438c3806beb16e6b2a908ba4b7cb283a7cb555', 'TransferTitle')
