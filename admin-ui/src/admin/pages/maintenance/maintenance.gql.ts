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

export type BuildingSource =
  | 'SYSTEM'
  | 'ADDED';

export type ChangeKind =
  | 'ADD_BUILDING'
  | 'ADD_UNIT'
  | 'CHANGE_UNIT';

export type ChangeSetSource =
  | 'FORM'
  | 'SHEET';

export type ChangeSetState =
  | 'DRAFT'
  | 'APPLIED'
  | 'DROPPED';

export type DocumentKind =
  | 'ID_CARD'
  | 'RESIDENCE_PERMIT'
  | 'PERMANENT_RESIDENCE'
  | 'PASSPORT'
  | 'OFFICER_CARD'
  | 'ORGANISATION_CODE'
  | 'OTHER';

export type DropChangeInput = {
  readonly changeId: string;
};

export type DropChangeSetInput = {
  readonly changeSetId: string;
};

export type EstateStatus =
  | 'PROPOSED'
  | 'PREPARING'
  | 'COMPLETED'
  | 'REJECTED';

export type OpenChangeSetInput = {
  readonly estateId: string;
};

export type OwnerInput = {
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly share?: string | null | undefined;
};

export type OwnerKind =
  | 'PERSON'
  | 'ORGANISATION';

export type PutBuildingInput = {
  readonly changeSetId: string;
  readonly name: string;
  readonly number?: string | null | undefined;
};

export type PutUnitInput = {
  readonly changeSetId: string;
  readonly unit: UnitFieldsInput;
  readonly owners?: ReadonlyArray<OwnerInput> | null | undefined;
  readonly titleFrom?: string | null | undefined;
  readonly unitId?: string | null | undefined;
  readonly buildingId?: string | null | undefined;
  readonly newBuilding?: string | null | undefined;
  readonly changeId?: string | null | undefined;
};

export type SubmitChangeSetInput = {
  readonly changeSetId: string;
};

export type UnitFieldsInput = {
  readonly entrance: string;
  readonly floor: number;
  readonly floorFrom: number;
  readonly floorTo: number;
  readonly room: string;
  readonly usage: Usage;
  readonly layout: string;
  readonly area: string;
  readonly areaSource: AreaSource;
  readonly developerStock?: boolean;
  readonly delivered?: boolean;
};

export type Usage =
  | 'HOME'
  | 'SHOP'
  | 'OFFICE'
  | 'PARKING'
  | 'STORAGE'
  | 'PUBLIC'
  | 'EQUIPMENT'
  | 'CIVIL_DEFENCE';

export type SetShownFragment = { readonly __typename: 'ChangeSet', readonly id: string, readonly state: ChangeSetState, readonly source: ChangeSetSource, readonly fileName: string | null, readonly openedAt: string, readonly endedAt: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null }, readonly counts: { readonly __typename: 'ChangeCounts', readonly buildings: number, readonly added: number, readonly changed: number, readonly unchanged: number, readonly titles: number } | null, readonly buildings: ReadonlyArray<{ readonly __typename: 'ChangedBuilding', readonly id: string | null, readonly name: string, readonly source: BuildingSource, readonly added: number, readonly changed: number }> };

export type ChangeSetsQueryVariables = Exact<{
  estateId?: string | null | undefined;
  state?: ChangeSetState | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ChangeSetsQuery = { readonly changeSets: { readonly __typename: 'ChangeSetConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'ChangeSet', readonly id: string, readonly state: ChangeSetState, readonly source: ChangeSetSource, readonly fileName: string | null, readonly openedAt: string, readonly endedAt: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null }, readonly counts: { readonly __typename: 'ChangeCounts', readonly buildings: number, readonly added: number, readonly changed: number, readonly unchanged: number, readonly titles: number } | null, readonly buildings: ReadonlyArray<{ readonly __typename: 'ChangedBuilding', readonly id: string | null, readonly name: string, readonly source: BuildingSource, readonly added: number, readonly changed: number }> }> } };

export type ChangeSetDetailsQueryVariables = Exact<{
  id: string;
}>;


export type ChangeSetDetailsQuery = { readonly changeSet: { readonly __typename: 'ChangeSet', readonly id: string, readonly state: ChangeSetState, readonly source: ChangeSetSource, readonly fileName: string | null, readonly openedAt: string, readonly endedAt: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null }, readonly counts: { readonly __typename: 'ChangeCounts', readonly buildings: number, readonly added: number, readonly changed: number, readonly unchanged: number, readonly titles: number } | null, readonly buildings: ReadonlyArray<{ readonly __typename: 'ChangedBuilding', readonly id: string | null, readonly name: string, readonly source: BuildingSource, readonly added: number, readonly changed: number }> } | null };

export type ChangeSetFaultsQueryVariables = Exact<{
  id: string;
}>;


export type ChangeSetFaultsQuery = { readonly changeSetFaults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> | null };

export type UnitAsDraftedFragment = { readonly __typename: 'UnitFields', readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean };

export type ChangeShownFragment = { readonly __typename: 'Change', readonly id: string, readonly kind: ChangeKind, readonly buildingId: string | null, readonly unitId: string | null, readonly row: number | null, readonly content: { readonly __typename: 'ChangeContent', readonly newBuilding: string | null, readonly titleFrom: string | null, readonly before: { readonly __typename: 'UnitFields', readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean } | null, readonly after: { readonly __typename: 'UnitFields', readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean } | null, readonly owners: ReadonlyArray<{ readonly __typename: 'DraftedOwner', readonly kind: OwnerKind, readonly documentKind: DocumentKind, readonly maskedName: string, readonly maskedDocument: string, readonly share: string | null }> | null } };

export type ChangesOfSetQueryVariables = Exact<{
  id: string;
  buildingId?: string | null | undefined;
  newBuilding?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ChangesOfSetQuery = { readonly changes: { readonly __typename: 'ChangeConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Change', readonly id: string, readonly kind: ChangeKind, readonly buildingId: string | null, readonly unitId: string | null, readonly row: number | null, readonly content: { readonly __typename: 'ChangeContent', readonly newBuilding: string | null, readonly titleFrom: string | null, readonly before: { readonly __typename: 'UnitFields', readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean } | null, readonly after: { readonly __typename: 'UnitFields', readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean } | null, readonly owners: ReadonlyArray<{ readonly __typename: 'DraftedOwner', readonly kind: OwnerKind, readonly documentKind: DocumentKind, readonly maskedName: string, readonly maskedDocument: string, readonly share: string | null }> | null } }> } };

export type ChangeToEditQueryVariables = Exact<{
  setId: string;
  id: string;
  buildingId?: string | null | undefined;
  newBuilding?: string | null | undefined;
}>;


export type ChangeToEditQuery = { readonly changes: { readonly __typename: 'ChangeConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Change', readonly id: string, readonly kind: ChangeKind, readonly buildingId: string | null, readonly unitId: string | null, readonly row: number | null, readonly content: { readonly __typename: 'ChangeContent', readonly newBuilding: string | null, readonly titleFrom: string | null, readonly before: { readonly __typename: 'UnitFields', readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean } | null, readonly after: { readonly __typename: 'UnitFields', readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean } | null, readonly owners: ReadonlyArray<{ readonly __typename: 'DraftedOwner', readonly kind: OwnerKind, readonly documentKind: DocumentKind, readonly maskedName: string, readonly maskedDocument: string, readonly share: string | null }> | null } }> } };

export type SetTimelineQueryVariables = Exact<{
  estateId: string;
  setId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type SetTimelineQuery = { readonly auditRecords: { readonly __typename: 'AuditRecordConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'AuditRecord', readonly id: string, readonly at: string, readonly action: string, readonly actorName: string | null }> } };

export type UnitsToChangeQueryVariables = Exact<{
  estateId: string;
}>;


export type UnitsToChangeQuery = { readonly estateGrid: unknown, readonly buildings: ReadonlyArray<{ readonly __typename: 'Building', readonly id: string, readonly name: string, readonly number: string }> };

export type EstateToMaintainQueryVariables = Exact<{
  id: string;
}>;


export type EstateToMaintainQuery = { readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly address: string, readonly status: EstateStatus } | null };

export type UnitToChangeQueryVariables = Exact<{
  setId: string;
  id: string;
}>;


export type UnitToChangeQuery = { readonly changes: { readonly __typename: 'ChangeConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Change', readonly id: string, readonly kind: ChangeKind, readonly buildingId: string | null, readonly unitId: string | null, readonly row: number | null, readonly content: { readonly __typename: 'ChangeContent', readonly newBuilding: string | null, readonly titleFrom: string | null, readonly before: { readonly __typename: 'UnitFields', readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean } | null, readonly after: { readonly __typename: 'UnitFields', readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean } | null, readonly owners: ReadonlyArray<{ readonly __typename: 'DraftedOwner', readonly kind: OwnerKind, readonly documentKind: DocumentKind, readonly maskedName: string, readonly maskedDocument: string, readonly share: string | null }> | null } }> }, readonly unit: { readonly __typename: 'Unit', readonly id: string, readonly buildingId: string, readonly entrance: string, readonly floor: number, readonly floorFrom: number, readonly floorTo: number, readonly room: string, readonly usage: Usage, readonly layout: string, readonly area: string, readonly areaSource: AreaSource, readonly developerStock: boolean, readonly delivered: boolean, readonly titles: ReadonlyArray<{ readonly __typename: 'Title', readonly id: string, readonly endsAt: string | null, readonly owners: ReadonlyArray<{ readonly __typename: 'Owner', readonly id: string, readonly maskedName: string, readonly maskedDocument: string }> }> | null } | null };

export type OpenChangeSetMutationVariables = Exact<{
  input: OpenChangeSetInput;
}>;


export type OpenChangeSetMutation = { readonly openChangeSet:
    | { readonly __typename: 'ChangeSetOpened', readonly changeSet: { readonly __typename: 'ChangeSet', readonly id: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type PutBuildingMutationVariables = Exact<{
  input: PutBuildingInput;
}>;


export type PutBuildingMutation = { readonly putBuilding:
    | { readonly __typename: 'ChangePut', readonly changeId: string, readonly changeSet: { readonly __typename: 'ChangeSet', readonly id: string, readonly buildings: ReadonlyArray<{ readonly __typename: 'ChangedBuilding', readonly id: string | null, readonly name: string, readonly source: BuildingSource, readonly added: number, readonly changed: number }> } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type PutUnitMutationVariables = Exact<{
  input: PutUnitInput;
}>;


export type PutUnitMutation = { readonly putUnit:
    | { readonly __typename: 'ChangePut', readonly changeId: string, readonly changeSet: { readonly __typename: 'ChangeSet', readonly id: string, readonly buildings: ReadonlyArray<{ readonly __typename: 'ChangedBuilding', readonly id: string | null, readonly name: string, readonly source: BuildingSource, readonly added: number, readonly changed: number }> } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type DropChangeMutationVariables = Exact<{
  input: DropChangeInput;
}>;


export type DropChangeMutation = { readonly dropChange:
    | { readonly __typename: 'ChangeDropped', readonly changeId: string, readonly changeSet: { readonly __typename: 'ChangeSet', readonly id: string, readonly buildings: ReadonlyArray<{ readonly __typename: 'ChangedBuilding', readonly id: string | null, readonly name: string, readonly source: BuildingSource, readonly added: number, readonly changed: number }> } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type DropChangeSetMutationVariables = Exact<{
  input: DropChangeSetInput;
}>;


export type DropChangeSetMutation = { readonly dropChangeSet:
    | { readonly __typename: 'ChangeSetDropped', readonly changeSet: { readonly __typename: 'ChangeSet', readonly id: string, readonly state: ChangeSetState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type SubmitChangeSetMutationVariables = Exact<{
  input: SubmitChangeSetInput;
}>;


export type SubmitChangeSetMutation = { readonly submitChangeSet:
    | { readonly __typename: 'ChangeSetApplied', readonly changeSet: { readonly __typename: 'ChangeSet', readonly id: string, readonly state: ChangeSetState, readonly counts: { readonly __typename: 'ChangeCounts', readonly buildings: number, readonly added: number, readonly changed: number, readonly unchanged: number, readonly titles: number } | null } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export const ChangeSets: Persisted<ChangeSetsQuery, ChangeSetsQueryVariables> = persisted('sha256:424f55cb5591910375093e16970b7e43dc88ca57bb63a104a23c2ebcf837c46a', 'ChangeSets')

export const ChangeSetDetails: Persisted<ChangeSetDetailsQuery, ChangeSetDetailsQueryVariables> = persisted('sha256:d6f7f3b5eec6330ccb4383ed8347d5a6dce22a439683ada58e13f7077afacbe5', 'ChangeSetDetails')

export const ChangeSetFaults: Persisted<ChangeSetFaultsQuery, ChangeSetFaultsQueryVariables> = persisted('sha256:952388c330bde4ec67f824dd898da01a02eec217cb9cffeece02929071fda73b', 'ChangeSetFaults')

export const ChangesOfSet: Persisted<ChangesOfSetQuery, ChangesOfSetQueryVariables> = persisted('sha256:ef1d717e655069b091b54c94fa8e3e5b2729bc35dc935ef42289896a153f36ea', 'ChangesOfSet')

export const ChangeToEdit: Persisted<ChangeToEditQuery, ChangeToEditQueryVariables> = persisted('sha256:02fe56072fe4ab579ca9e7d75b66040e27ca58d1aaa859969071bd7adaf4f477', 'ChangeToEdit')

export const SetTimeline: Persisted<SetTimelineQuery, SetTimelineQueryVariables> = persisted('sha256:f1ce8ebd1402120ad83ec2dfcd7d78a12afcf81e3517489d0058b73075be447b', 'SetTimeline')

export const UnitsToChange: Persisted<UnitsToChangeQuery, UnitsToChangeQueryVariables> = persisted('sha256:900feb4a4efd9a894eb5ac81a9231d5b0c02b8f4c40d5348d6fbdb2202b7fc74', 'UnitsToChange')

export const EstateToMaintain: Persisted<EstateToMaintainQuery, EstateToMaintainQueryVariables> = persisted('sha256:0f5e27b2415f797bd7720e86af391ab6782e020454f6b8fcfaf318d884919b0a', 'EstateToMaintain')

export const UnitToChange: Persisted<UnitToChangeQuery, UnitToChangeQueryVariables> = persisted('sha256:dae02b3303a02d22c773414aa508c18ed7ebdaad07381788deee37b2c26ea8db', 'UnitToChange')

export const OpenChangeSet: Persisted<OpenChangeSetMutation, OpenChangeSetMutationVariables> = persisted('sha256:4942c1f9d5d9889ce132462b76bf16fcae054d9bca859d3358ae59596e278f69', 'OpenChangeSet')

export const PutBuilding: Persisted<PutBuildingMutation, PutBuildingMutationVariables> = persisted('sha256:8e4a94ac4a2748e90d462a10a545e610d65fc8028aebab483aaa48840c385d89', 'PutBuilding')

export const PutUnit: Persisted<PutUnitMutation, PutUnitMutationVariables> = persisted('sha256:ed15a4dc411ccc2740fac2878eec25f2209f9b685db3bee92fbed10dcd62ca49', 'PutUnit')

export const DropChange: Persisted<DropChangeMutation, DropChangeMutationVariables> = persisted('sha256:1456e77aa0e064c3be95f7ed8ddd83b1c78e315e0fdf77e9f3b39b65cdf227ea', 'DropChange')

export const DropChangeSet: Persisted<DropChangeSetMutation, DropChangeSetMutationVariables> = persisted('sha256:4c20d4468deb7ad723adf88d8bcc9c22ddacec6bfb2ebb1e412ffdbe0b3d13d9', 'DropChangeSet')

export const SubmitChangeSet: Persisted<SubmitChangeSetMutation, SubmitChangeSetMutationVariables> = persisted('sha256:c18450cbf460593e0246140b526f4d94a3a180c85c104b34653f4345cdc1f367', 'SubmitChangeSet')
