// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type BuildingSource =
  | 'SYSTEM'
  | 'ADDED';

export type ChangeEstateSettingsInput = {
  readonly estateId: string;
  readonly coOwner: CoOwner;
  readonly silent: Silent;
  readonly electionRank: ElectionRank;
  readonly areaKinds: ReadonlyArray<Usage>;
  readonly reason: string;
};

export type CoOwner =
  | 'EXACT_SET'
  | 'ANY_OVERLAP';

export type CompleteEstateInput = {
  readonly estateId: string;
};

export type ElectionRank =
  | 'HEADS_THEN_AREA'
  | 'AREA_THEN_HEADS';

export type EstateStatus =
  | 'PROPOSED'
  | 'PREPARING'
  | 'COMPLETED'
  | 'REJECTED';

export type RemoveBuildingInput = {
  readonly buildingId: string;
  readonly reason: string;
};

export type Silent =
  | 'NONE'
  | 'MAJORITY';

export type Usage =
  | 'HOME'
  | 'SHOP'
  | 'OFFICE'
  | 'PARKING'
  | 'STORAGE'
  | 'PUBLIC'
  | 'EQUIPMENT'
  | 'CIVIL_DEFENCE';

export type EstateFactsFragment = { readonly __typename: 'Estate', readonly id: string, readonly number: string | null, readonly name: string, readonly address: string, readonly status: EstateStatus, readonly proposalReason: string | null, readonly decisionReason: string | null, readonly createdAt: string, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } }, readonly settings: { readonly __typename: 'EstateSettings', readonly coOwner: CoOwner, readonly silent: Silent, readonly electionRank: ElectionRank, readonly areaKinds: ReadonlyArray<Usage> } };

export type EstateDetailsQueryVariables = Exact<{
  id: string;
}>;


export type EstateDetailsQuery = { readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly number: string | null, readonly name: string, readonly address: string, readonly status: EstateStatus, readonly proposalReason: string | null, readonly decisionReason: string | null, readonly createdAt: string, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } }, readonly settings: { readonly __typename: 'EstateSettings', readonly coOwner: CoOwner, readonly silent: Silent, readonly electionRank: ElectionRank, readonly areaKinds: ReadonlyArray<Usage> } } | null, readonly buildings: ReadonlyArray<{ readonly __typename: 'Building', readonly id: string, readonly name: string, readonly number: string, readonly source: BuildingSource, readonly units: number, readonly green: number, readonly yellow: number, readonly red: number, readonly area: string }> };

export type EstateBlockersQueryVariables = Exact<{
  id: string;
}>;


export type EstateBlockersQuery = { readonly estateBlockers: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> | null };

export type CompleteEstateMutationVariables = Exact<{
  input: CompleteEstateInput;
}>;


export type CompleteEstateMutation = { readonly completeEstate:
    | { readonly __typename: 'EstateCompleted', readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly status: EstateStatus } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
    | { readonly __typename: 'EstateNotReady', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type ChangeEstateSettingsMutationVariables = Exact<{
  input: ChangeEstateSettingsInput;
}>;


export type ChangeEstateSettingsMutation = { readonly changeEstateSettings:
    | { readonly __typename: 'EstateSettingsChanged', readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly settings: { readonly __typename: 'EstateSettings', readonly coOwner: CoOwner, readonly silent: Silent, readonly electionRank: ElectionRank, readonly areaKinds: ReadonlyArray<Usage> } } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'StillInUse', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type RemoveBuildingMutationVariables = Exact<{
  input: RemoveBuildingInput;
}>;


export type RemoveBuildingMutation = { readonly removeBuilding:
    | { readonly __typename: 'BuildingRemoved', readonly buildingId: string, readonly units: number }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'StillInUse', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type UnitTableQueryVariables = Exact<{
  estateId: string;
}>;


export type UnitTableQuery = { readonly estateGrid: unknown, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly status: EstateStatus } | null, readonly buildings: ReadonlyArray<{ readonly __typename: 'Building', readonly id: string, readonly name: string, readonly number: string }> };

export type WatchUnitColoursSubscriptionVariables = Exact<{
  estateId: string;
}>;


export type WatchUnitColoursSubscription = { readonly unitColours: { readonly __typename: 'UnitColours', readonly estateId: string, readonly colours: unknown } };

export const EstateDetails: Persisted<EstateDetailsQuery, EstateDetailsQueryVariables> = persisted('sha256:114281647a9a74c993c75adbed6648a36b27e0bc1b709564d6431a73cb3c4a29', 'EstateDetails')

export const EstateBlockers: Persisted<EstateBlockersQuery, EstateBlockersQueryVariables> = persisted('sha256:975041e464fe9113fe036fce2bb7c236b68465c841b6c589f29be63272a97b6d', 'EstateBlockers')

export const CompleteEstate: Persisted<CompleteEstateMutation, CompleteEstateMutationVariables> = persisted('sha256:66976893876acf380dcbe1e5a09237c45dd222e528b1839943d35a2eade0e0fb', 'CompleteEstate')

export const ChangeEstateSettings: Persisted<ChangeEstateSettingsMutation, ChangeEstateSettingsMutationVariables> = persisted('sha256:cf8c08c69f74efdc707de718e5a38eaf6660f7f5442faadf819d6787f333d496', 'ChangeEstateSettings')

export const RemoveBuilding: Persisted<RemoveBuildingMutation, RemoveBuildingMutationVariables> = persisted('sha256:ccf978fbb46150fbc19d5082b8ff4aa4a49d56a727a5b52a97238a02d6ed4ea1', 'RemoveBuilding')

export const UnitTable: Persisted<UnitTableQuery, UnitTableQueryVariables> = persisted('sha256:8a510dbae626c06d227607c7ff86d55f5c611fb3cc0d89accfe719e5eacccabf', 'UnitTable')

export const WatchUnitColours: Persisted<WatchUnitColoursSubscription, WatchUnitColoursSubscriptionVariables> = persisted('sha256:bd7afc7332977ea9e8df4700d010071ecc274d80de189ed2f32e375b1688dccc', 'WatchUnitColours', "subscription WatchUnitColours($estateId: UUID!) {\n  unitColours(estateId: $estateId) {\n    __typename\n    estateId\n    colours\n  }\n}\n")
