// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type BallotPart =
  | 'TITLE'
  | 'WINDOW'
  | 'NOTICES'
  | 'SCOPE'
  | 'SETTINGS'
  | 'MATTERS';

export type BallotState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'REJECTED'
  | 'APPROVED'
  | 'OPEN'
  | 'SUSPENDED'
  | 'CLOSED'
  | 'PUBLISHED';

export type ChoiceMode =
  | 'SINGLE'
  | 'CONTESTED'
  | 'EQUAL';

export type CreateBallotInput = {
  readonly estateId: string;
  readonly title?: string;
};

export type LineChange =
  | 'KEPT'
  | 'REMOVED'
  | 'ADDED';

export type MatterEffect =
  | 'REBUILDS'
  | 'CHANGES_COMMON_PARTS'
  | 'EARNS_FROM_COMMON_PARTS'
  | 'RAISES_REPAIR_FUND';

export type MatterInput = {
  readonly kind: MatterKind;
  readonly title: string;
  readonly description?: string;
  readonly choiceMode?: ChoiceMode;
  readonly effects?: ReadonlyArray<MatterEffect>;
  readonly seats?: number | null | undefined;
  readonly maxPicks?: number | null | undefined;
  readonly options?: ReadonlyArray<OptionInput>;
};

export type MatterKind =
  | 'RULES_OF_PROCEDURE'
  | 'MANAGEMENT_COVENANT'
  | 'COMMITTEE_ELECTION'
  | 'PROPERTY_COMPANY'
  | 'SERVICE_TERMS'
  | 'REPAIR_FUND_RAISE'
  | 'REPAIR_FUND_USE'
  | 'REPAIR_FUND_MANAGE'
  | 'REBUILD'
  | 'COMMON_PARTS_USE'
  | 'OTHER_MAJOR';

export type MatterMode =
  | 'SINGLE'
  | 'CHOICE'
  | 'ELECTION';

export type MatterState =
  | 'ACTIVE'
  | 'SUSPENDED';

export type NoticeKind =
  | 'BALLOT_PUBLICITY'
  | 'BALLOT_ANNOUNCEMENT'
  | 'PUBLICITY'
  | 'ANNOUNCEMENT';

export type NoticeState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'REJECTED'
  | 'APPROVED'
  | 'PUBLISHED';

export type OptionInput = {
  readonly label: string;
  readonly role?: OptionRole | null | undefined;
};

export type OptionRole =
  | 'FOR'
  | 'AGAINST'
  | 'ABSTAIN'
  | 'CANDIDATE'
  | 'CHOICE';

export type OrganizerKind =
  | 'PREPARATORY_GROUP'
  | 'COMMITTEE'
  | 'PROPERTY_COMPANY'
  | 'STREET';

export type ReviewBallotInput = {
  readonly ballotId: string;
  readonly approved: boolean;
  readonly contentHash?: string | null | undefined;
  readonly reason?: string | null | undefined;
};

export type SubmitBallotInput = {
  readonly ballotId: string;
};

export type UpdateBallotInput = {
  readonly ballotId: string;
  readonly draftHash?: string | null | undefined;
  readonly title?: string;
  readonly publicityId?: string | null | undefined;
  readonly announcementId?: string | null | undefined;
  readonly opensAt?: string | null | undefined;
  readonly lastDay?: string | null | undefined;
  readonly wholeEstate?: boolean;
  readonly buildingIds?: ReadonlyArray<string>;
  readonly unitIds?: ReadonlyArray<string>;
  readonly scopeReason?: string | null | undefined;
  readonly agreed?: boolean;
  readonly matters?: ReadonlyArray<MatterInput>;
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

export type BallotDraftedFragment = { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly agreed: boolean, readonly publicityId: string | null, readonly announcementId: string | null, readonly opensAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly reviewReason: string | null, readonly draftHash: string, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly scopeItems: ReadonlyArray<{ readonly __typename: 'ScopeItem', readonly buildingId: string | null, readonly unitId: string | null }>, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly seats: number | null, readonly maxPicks: number | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly label: string, readonly role: OptionRole | null }> }>, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } };

export type BallotDraftQueryVariables = Exact<{
  id: string;
}>;


export type BallotDraftQuery = { readonly ballot: { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly agreed: boolean, readonly publicityId: string | null, readonly announcementId: string | null, readonly opensAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly reviewReason: string | null, readonly draftHash: string, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly scopeItems: ReadonlyArray<{ readonly __typename: 'ScopeItem', readonly buildingId: string | null, readonly unitId: string | null }>, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly seats: number | null, readonly maxPicks: number | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly label: string, readonly role: OptionRole | null }> }>, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } } | null };

export type ScopeFiguresFragment = { readonly __typename: 'ScopeFacts', readonly units: number, readonly counted: number, readonly area: string, readonly heads: number, readonly certifiedUnits: number, readonly certifiedArea: string, readonly certifiedHeads: number, readonly withoutOwner: number, readonly uncountedParking: number, readonly zeroAreas: number };

export type BallotReadyQueryVariables = Exact<{
  id: string;
}>;


export type BallotReadyQuery = { readonly ballotReadiness: { readonly __typename: 'Readiness', readonly contentHash: string, readonly blockers: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }>, readonly warnings: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }>, readonly scope: { readonly __typename: 'ScopeFacts', readonly units: number, readonly counted: number, readonly area: string, readonly heads: number, readonly certifiedUnits: number, readonly certifiedArea: string, readonly certifiedHeads: number, readonly withoutOwner: number, readonly uncountedParking: number, readonly zeroAreas: number }, readonly parts: ReadonlyArray<{ readonly __typename: 'ScopePart', readonly buildingId: string, readonly building: string, readonly facts: { readonly __typename: 'ScopeFacts', readonly units: number, readonly counted: number, readonly area: string, readonly heads: number, readonly certifiedUnits: number, readonly certifiedArea: string, readonly certifiedHeads: number, readonly withoutOwner: number, readonly uncountedParking: number, readonly zeroAreas: number } }>, readonly matters: ReadonlyArray<{ readonly __typename: 'Foresight', readonly position: number, readonly couldPass: boolean, readonly law: { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }>, readonly passing: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } }>, readonly lastRejection: { readonly __typename: 'LastRejection', readonly rejectedAt: string, readonly reason: string, readonly changes: ReadonlyArray<{ readonly __typename: 'ChangedLine', readonly part: BallotPart, readonly change: LineChange, readonly text: string }> } | null } | null };

export type LinkableNoticesQueryVariables = Exact<{
  estateId: string;
}>;


export type LinkableNoticesQuery = { readonly notices: { readonly __typename: 'NoticeConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Notice', readonly id: string, readonly kind: NoticeKind, readonly title: string, readonly publishedAt: string | null, readonly publisher: string, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> }> } };

export type ScopeUnitsQueryVariables = Exact<{
  estateId: string;
}>;


export type ScopeUnitsQuery = { readonly estateGrid: unknown, readonly buildings: ReadonlyArray<{ readonly __typename: 'Building', readonly id: string, readonly name: string, readonly number: string, readonly units: number }>, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly settings: { readonly __typename: 'EstateSettings', readonly areaKinds: ReadonlyArray<Usage> } } | null };

export type StartableEstatesQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
}>;


export type StartableEstatesQuery = { readonly estates: { readonly __typename: 'EstateConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly address: string, readonly number: string | null }> } };

export type CreateBallotMutationVariables = Exact<{
  input: CreateBallotInput;
}>;


export type CreateBallotMutation = { readonly createBallot:
    | { readonly __typename: 'Ballot', readonly id: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type UpdateBallotMutationVariables = Exact<{
  input: UpdateBallotInput;
}>;


export type UpdateBallotMutation = { readonly updateBallot:
    | { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly agreed: boolean, readonly publicityId: string | null, readonly announcementId: string | null, readonly opensAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly reviewReason: string | null, readonly draftHash: string, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly scopeItems: ReadonlyArray<{ readonly __typename: 'ScopeItem', readonly buildingId: string | null, readonly unitId: string | null }>, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly seats: number | null, readonly maxPicks: number | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly label: string, readonly role: OptionRole | null }> }>, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
    | { readonly __typename: 'ContentChanged', readonly code: string, readonly message: string }
   };

export type SubmitBallotMutationVariables = Exact<{
  input: SubmitBallotInput;
}>;


export type SubmitBallotMutation = { readonly submitBallot:
    | { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly firstClosesAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly agreed: boolean, readonly submittedAt: string | null, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly openedAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly closedAt: string | null, readonly publishedAt: string | null, readonly copiedFromId: string | null, readonly createdAt: string, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly mode: MatterMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }>, readonly law: { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }>, readonly passing: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } | null }>, readonly hashes: { readonly __typename: 'FrozenHashes', readonly content: string | null, readonly rules: string | null, readonly notices: string | null, readonly scope: string | null, readonly roll: string | null }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
    | { readonly __typename: 'BallotNotReady', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type ReviewBallotMutationVariables = Exact<{
  input: ReviewBallotInput;
}>;


export type ReviewBallotMutation = { readonly reviewBallot:
    | { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly firstClosesAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly agreed: boolean, readonly submittedAt: string | null, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly openedAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly closedAt: string | null, readonly publishedAt: string | null, readonly copiedFromId: string | null, readonly createdAt: string, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly mode: MatterMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }>, readonly law: { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }>, readonly passing: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } | null }>, readonly hashes: { readonly __typename: 'FrozenHashes', readonly content: string | null, readonly rules: string | null, readonly notices: string | null, readonly scope: string | null, readonly roll: string | null }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
    | { readonly __typename: 'BallotNotReady', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'ReviewedByItsSubmitter', readonly code: string, readonly message: string }
    | { readonly __typename: 'ContentChanged', readonly code: string, readonly message: string }
   };

export const BallotDraft: Persisted<BallotDraftQuery, BallotDraftQueryVariables> = persisted('sha256:ceb9c74717a5d9cc0d8f9cbba6089d0c891193129615eb313c312ae32f27c78b', 'BallotDraft')

export const BallotReady: Persisted<BallotReadyQuery, BallotReadyQueryVariables> = persisted('sha256:a98445b4abc9a19d6917385e7bc5eca9464c7482e6bd9bfe35643b8a233e094f', 'BallotReady')

export const LinkableNotices: Persisted<LinkableNoticesQuery, LinkableNoticesQueryVariables> = persisted('sha256:fe4f1e4f0c31d2cd19357b1314f37d016abf3152e7bbd174d2c1c0923fed89e9', 'LinkableNotices')

export const ScopeUnits: Persisted<ScopeUnitsQuery, ScopeUnitsQueryVariables> = persisted('sha256:5fd8f4b697de8787d1b947b6247795833af12939f9d3d55f107390179fa4f31d', 'ScopeUnits')

export const StartableEstates: Persisted<StartableEstatesQuery, StartableEstatesQueryVariables> = persisted('sha256:6c814624e77e1cda4361b8308fdec0016fa509a80e94bcea260dc81f836cc203', 'StartableEstates')

export const CreateBallot: Persisted<CreateBallotMutation, CreateBallotMutationVariables> = persisted('sha256:c74f35dd53066ef355bb41efe90584856fe5eb28099c80949405d381b7d66ef7', 'CreateBallot')

export const UpdateBallot: Persisted<UpdateBallotMutation, UpdateBallotMutationVariables> = persisted('sha256:eaaa8c0a3e097589c0d905d22d3acd525562e1c84ac4a4005d22804057b29c18', 'UpdateBallot')

export const SubmitBallot: Persisted<SubmitBallotMutation, SubmitBallotMutationVariables> = persisted('sha256:2599514e134c1825dd7bb8a9512b014cca549231e922dc841a809e65b11ee023', 'SubmitBallot')

export const ReviewBallot: Persisted<ReviewBallotMutation, ReviewBallotMutationVariables> = persisted('sha256:c2812d01402f3086bdc7e72c989782ba422715d5fe88fb0fde60e24f2d742555', 'ReviewBallot')
