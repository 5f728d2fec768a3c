// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CertificationMethod =
  | 'ID_CARD'
  | 'OTHER_DOCUMENT'
  | 'MANUAL'
  | 'CARD_READER';

export type CertifyByDocumentInput = {
  readonly unitId: string;
  readonly kind: DocumentKind;
  readonly name: string;
  readonly number: string;
  readonly consent: string;
};

export type CertifyByIdCardInput = {
  readonly unitId: string;
  readonly name: string;
  readonly number: string;
  readonly consent: string;
};

export type CertifyMyOtherUnitsInput = {
  readonly estateId: string;
  readonly unitIds: ReadonlyArray<string>;
};

export type DocumentKind =
  | 'ID_CARD'
  | 'RESIDENCE_PERMIT'
  | 'PERMANENT_RESIDENCE'
  | 'PASSPORT'
  | 'OFFICER_CARD'
  | 'ORGANISATION_CODE'
  | 'OTHER';

export type EstatesToCertifyQueryVariables = Exact<{
  search: string;
  first: number;
}>;


export type EstatesToCertifyQuery = { readonly certifiableEstates: { readonly __typename: 'CertifiableEstateConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean }, readonly nodes: ReadonlyArray<{ readonly __typename: 'CertifiableEstate', readonly id: string, readonly name: string, readonly address: string }> } };

export type BuildingsToCertifyQueryVariables = Exact<{
  estateId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type BuildingsToCertifyQuery = { readonly certifiableBuildings: { readonly __typename: 'CertifiableBuildingConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'CertifiableBuilding', readonly id: string, readonly name: string }> } };

export type UnitsToCertifyQueryVariables = Exact<{
  buildingId: string;
  search: string;
  first: number;
  after?: string | null | undefined;
}>;


export type UnitsToCertifyQuery = { readonly certifiableUnits: { readonly __typename: 'CertifiableUnitConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'CertifiableUnit', readonly id: string, readonly entrance: string, readonly floor: number, readonly room: string }> } };

export type ConsentShownQueryVariables = Exact<{ [key: string]: never; }>;


export type ConsentShownQuery = { readonly consentText: { readonly __typename: 'ConsentText', readonly version: string, readonly zh: string, readonly en: string } };

export type CertifiedNowFragment = { readonly __typename: 'Certified', readonly estateId: string, readonly units: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }>, readonly otherUnits: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }> };

export type CertifyByIdCardMutationVariables = Exact<{
  input: CertifyByIdCardInput;
}>;


export type CertifyByIdCardMutation = { readonly certifyByIdCard:
    | { readonly __typename: 'Certified', readonly estateId: string, readonly units: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }>, readonly otherUnits: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'EstateNotCompleted', readonly code: string, readonly message: string }
    | { readonly __typename: 'OwnerNotMatched', readonly code: string, readonly message: string }
    | { readonly __typename: 'AccountBelongsToAnotherOwner', readonly code: string, readonly message: string }
    | { readonly __typename: 'OwnerHasAnotherAccount', readonly code: string, readonly message: string, readonly itsMaskedPhone: string }
    | { readonly __typename: 'TooManyAttempts', readonly code: string, readonly message: string, readonly itsRetryAfterSeconds: number }
   };

export type CertifyByDocumentMutationVariables = Exact<{
  input: CertifyByDocumentInput;
}>;


export type CertifyByDocumentMutation = { readonly certifyByDocument:
    | { readonly __typename: 'Certified', readonly estateId: string, readonly units: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }>, readonly otherUnits: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'EstateNotCompleted', readonly code: string, readonly message: string }
    | { readonly __typename: 'OwnerNotMatched', readonly code: string, readonly message: string }
    | { readonly __typename: 'AccountBelongsToAnotherOwner', readonly code: string, readonly message: string }
    | { readonly __typename: 'OwnerHasAnotherAccount', readonly code: string, readonly message: string, readonly itsMaskedPhone: string }
    | { readonly __typename: 'TooManyAttempts', readonly code: string, readonly message: string, readonly itsRetryAfterSeconds: number }
   };

export type CertifyMyOtherUnitsMutationVariables = Exact<{
  input: CertifyMyOtherUnitsInput;
}>;


export type CertifyMyOtherUnitsMutation = { readonly certifyMyOtherUnits:
    | { readonly __typename: 'Certified', readonly estateId: string, readonly units: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }>, readonly otherUnits: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'EstateNotCompleted', readonly code: string, readonly message: string }
    | { readonly __typename: 'OwnerNotMatched', readonly code: string, readonly message: string }
    | { readonly __typename: 'AccountBelongsToAnotherOwner', readonly code: string, readonly message: string }
    | { readonly __typename: 'OwnerHasAnotherAccount', readonly code: string, readonly message: string, readonly itsMaskedPhone: string }
    | { readonly __typename: 'TooManyAttempts', readonly code: string, readonly message: string, readonly itsRetryAfterSeconds: number }
   };

export type MyUnitsQueryVariables = Exact<{
  first: number;
}>;


export type MyUnitsQuery = { readonly myCertifications: { readonly __typename: 'MyCertificationConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean }, readonly nodes: ReadonlyArray<{ readonly __typename: 'MyCertification', readonly id: string, readonly method: CertificationMethod, readonly certifiedAt: string, readonly endedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly estateId: string, readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string } }> }, readonly myManualReviews: { readonly __typename: 'MyManualReviewConnection', readonly totalCount: number }, readonly myFailedMatches: ReadonlyArray<{ readonly __typename: 'MyFailedMatch', readonly until: string }>, readonly myOtherUnits: { readonly __typename: 'MyOtherUnitConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'MyOtherUnit', readonly unit: { readonly __typename: 'NamedUnit', readonly estateId: string, readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string } }> } };

export const EstatesToCertify: Persisted<EstatesToCertifyQuery, EstatesToCertifyQueryVariables> = persisted('sha256:e1348b24a55cd5f15e03849011e8cef8939861cdb9e4673a8d8e9a1c7acd4848', 'EstatesToCertify')

export const BuildingsToCertify: Persisted<BuildingsToCertifyQuery, BuildingsToCertifyQueryVariables> = persisted('sha256:9403edc50cebe5d658fe769213cbfb2880862faec1b268ddb1de2194d95b02dd', 'BuildingsToCertify')

export const UnitsToCertify: Persisted<UnitsToCertifyQuery, UnitsToCertifyQueryVariables> = persisted('sha256:ba52dad3c4f0fe1281c1faa21615d9f9eb261846b80c63dfb50a9faf5a44f221', 'UnitsToCertify')

export const ConsentShown: Persisted<ConsentShownQuery, ConsentShownQueryVariables> = persisted('sha256:97de2e54f94c084bda18352f1305f7eb68956e4f72e00971293ecdf8c23737a4', 'ConsentShown')

export const CertifyByIdCard: Persisted<CertifyByIdCardMutation, CertifyByIdCardMutationVariables> = persisted('sha256:9aa45788d4a6ae54ecc214f2728fd66c105eed72a883316aae93ee2bb0eaed17', 'CertifyByIdCard')

export const CertifyByDocument: Persisted<CertifyByDocumentMutation, CertifyByDocumentMutationVariables> = persisted('sha256:14b6a2abaa93ca1b9f7aa3b7c511ba1041468daeba1e5cf69b5457286949378e', 'CertifyByDocument')

export const CertifyMyOtherUnits: Persisted<CertifyMyOtherUnitsMutation, CertifyMyOtherUnitsMutationVariables> = persisted('sha256:345ba7f479c3c2bf6c18305f9f72041e3f70ad731226ddde4782b07029038063', 'CertifyMyOtherUnits')

export const MyUnits: Persisted<MyUnitsQuery, MyUnitsQueryVariables> = persisted('sha256:3dab05f506197c8457bdf3c8ff0290f7bcf1c30be7b4ccfbb7b6e887eff9764b', 'MyUnits')
