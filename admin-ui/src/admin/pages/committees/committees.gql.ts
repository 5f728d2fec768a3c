// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AccountState =
  | 'INVITED'
  | 'ACTIVE'
  | 'DISABLED';

export type AddMemberInput = {
  readonly organizerId: string;
  readonly member: MemberInput;
};

export type ChangeTermInput = {
  readonly organizerId: string;
  readonly reason: string;
  readonly termEndsOn?: string | null | undefined;
};

export type CreateAssemblyInput = {
  readonly estateId: string;
  readonly name: string;
  readonly hasCommittee: boolean;
};

export type CreateCommitteeInput = {
  readonly estateId: string;
  readonly name: string;
  readonly termStartsOn: string;
  readonly termEndsOn: string;
  readonly members?: ReadonlyArray<MemberInput>;
  readonly code?: string | null | undefined;
};

export type CreatePreparatoryGroupInput = {
  readonly estateId: string;
  readonly name: string;
  readonly leader: MemberInput;
  readonly termEndsOn?: string | null | undefined;
};

export type DissolveOrganizerInput = {
  readonly organizerId: string;
  readonly reason: string;
};

export type GenerateAccountInput = {
  readonly memberId: string;
};

export type MemberInput = {
  readonly position: MemberPosition;
  readonly name: string;
  readonly phone: string;
  readonly sex?: Sex;
  readonly employer?: string;
  readonly age?: number | null | undefined;
  readonly documentNumber?: string;
  readonly address?: string;
};

export type MemberPosition =
  | 'LEADER'
  | 'CHAIR'
  | 'DEPUTY_CHAIR'
  | 'MEMBER'
  | 'ALTERNATE'
  | 'CONTACT';

export type OrganizerKind =
  | 'PREPARATORY_GROUP'
  | 'COMMITTEE'
  | 'PROPERTY_COMPANY'
  | 'STREET';

export type OrganizerState =
  | 'ACTIVE'
  | 'EXPIRED'
  | 'DISSOLVED';

export type RegisterPropertyCompanyInput = {
  readonly estateId: string;
  readonly name: string;
  readonly code: string;
  readonly contact: MemberInput;
  readonly termStartsOn: string;
  readonly termEndsOn?: string | null | undefined;
};

export type RemoveMemberInput = {
  readonly memberId: string;
  readonly reason: string;
};

export type ReplaceMemberInput = {
  readonly memberId: string;
  readonly reason: string;
  readonly successor: MemberInput;
};

export type ResendActivationInput = {
  readonly staffAccountId: string;
};

export type RevealMemberInput = {
  readonly memberId: string;
  readonly reason: string;
};

export type Sex =
  | 'MALE'
  | 'FEMALE'
  | 'NOT_STATED';

export type AssembliesQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AssembliesQuery = { readonly assemblies: { readonly __typename: 'AssemblyConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Assembly', readonly id: string, readonly name: string, readonly hasCommittee: boolean, readonly createdAt: string, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly organizers: ReadonlyArray<{ readonly __typename: 'Organizer', readonly id: string, readonly kind: OrganizerKind, readonly name: string, readonly state: OrganizerState }> }> } };

export type BodiesQueryVariables = Exact<{
  kind: OrganizerKind;
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type BodiesQuery = { readonly organizers: { readonly __typename: 'OrganizerConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Organizer', readonly id: string, readonly kind: OrganizerKind, readonly name: string, readonly code: string | null, readonly state: OrganizerState, readonly termStartsOn: string, readonly termEndsOn: string | null, readonly endedAt: string | null, readonly memberCount: number, readonly members: ReadonlyArray<{ readonly __typename: 'Member', readonly id: string, readonly position: MemberPosition, readonly maskedName: string, readonly maskedPhone: string, readonly maskedDocument: string | null, readonly maskedAddress: string | null, readonly sex: Sex, readonly age: number | null, readonly employer: string | null, readonly accountId: string | null, readonly login: string | null, readonly accountState: AccountState | null, readonly leftAt: string | null, readonly leftReason: string | null }>, readonly sizeWarning: { readonly __typename: 'Fault', readonly message: string } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } }> } };

export type OneBodyQueryVariables = Exact<{
  id: string;
}>;


export type OneBodyQuery = { readonly organizer: { readonly __typename: 'Organizer', readonly id: string, readonly kind: OrganizerKind, readonly name: string, readonly code: string | null, readonly state: OrganizerState, readonly termStartsOn: string, readonly termEndsOn: string | null, readonly endedAt: string | null, readonly memberCount: number, readonly members: ReadonlyArray<{ readonly __typename: 'Member', readonly id: string, readonly position: MemberPosition, readonly maskedName: string, readonly maskedPhone: string, readonly maskedDocument: string | null, readonly maskedAddress: string | null, readonly sex: Sex, readonly age: number | null, readonly employer: string | null, readonly accountId: string | null, readonly login: string | null, readonly accountState: AccountState | null, readonly leftAt: string | null, readonly leftReason: string | null }>, readonly sizeWarning: { readonly __typename: 'Fault', readonly message: string } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } } | null };

export type EstatesToChooseQueryVariables = Exact<{
  search?: string | null | undefined;
  awaitingAssembly: boolean;
}>;


export type EstatesToChooseQuery = { readonly estates: { readonly __typename: 'EstateConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly address: string, readonly street: { readonly __typename: 'Street', readonly name: string } }> } };

export type BodyFragment = { readonly __typename: 'Organizer', readonly id: string, readonly kind: OrganizerKind, readonly name: string, readonly code: string | null, readonly state: OrganizerState, readonly termStartsOn: string, readonly termEndsOn: string | null, readonly endedAt: string | null, readonly memberCount: number, readonly sizeWarning: { readonly __typename: 'Fault', readonly message: string } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } };

export type BodyMemberFragment = { readonly __typename: 'Member', readonly id: string, readonly position: MemberPosition, readonly maskedName: string, readonly maskedPhone: string, readonly maskedDocument: string | null, readonly maskedAddress: string | null, readonly sex: Sex, readonly age: number | null, readonly employer: string | null, readonly accountId: string | null, readonly login: string | null, readonly accountState: AccountState | null, readonly leftAt: string | null, readonly leftReason: string | null };

export type CreateAssemblyMutationVariables = Exact<{
  input: CreateAssemblyInput;
}>;


export type CreateAssemblyMutation = { readonly createAssembly:
    | { readonly __typename: 'AssemblyCreated', readonly assembly: { readonly __typename: 'Assembly', readonly id: string, readonly hasCommittee: boolean } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type CreatePreparatoryGroupMutationVariables = Exact<{
  input: CreatePreparatoryGroupInput;
}>;


export type CreatePreparatoryGroupMutation = { readonly createPreparatoryGroup:
    | { readonly __typename: 'OrganizerChanged', readonly organizer: { readonly __typename: 'Organizer', readonly id: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type CreateCommitteeMutationVariables = Exact<{
  input: CreateCommitteeInput;
}>;


export type CreateCommitteeMutation = { readonly createCommittee:
    | { readonly __typename: 'OrganizerChanged', readonly organizer: { readonly __typename: 'Organizer', readonly id: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type RegisterPropertyCompanyMutationVariables = Exact<{
  input: RegisterPropertyCompanyInput;
}>;


export type RegisterPropertyCompanyMutation = { readonly registerPropertyCompany:
    | { readonly __typename: 'OrganizerChanged', readonly organizer: { readonly __typename: 'Organizer', readonly id: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type DissolveOrganizerMutationVariables = Exact<{
  input: DissolveOrganizerInput;
}>;


export type DissolveOrganizerMutation = { readonly dissolveOrganizer:
    | { readonly __typename: 'OrganizerChanged', readonly organizer: { readonly __typename: 'Organizer', readonly id: string, readonly state: OrganizerState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type ChangeTermMutationVariables = Exact<{
  input: ChangeTermInput;
}>;


export type ChangeTermMutation = { readonly changeTerm:
    | { readonly __typename: 'OrganizerChanged', readonly organizer: { readonly __typename: 'Organizer', readonly id: string, readonly termEndsOn: string | null } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type AddMemberMutationVariables = Exact<{
  input: AddMemberInput;
}>;


export type AddMemberMutation = { readonly addMember:
    | { readonly __typename: 'MemberChanged', readonly member: { readonly __typename: 'Member', readonly id: string, readonly maskedName: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type ReplaceMemberMutationVariables = Exact<{
  input: ReplaceMemberInput;
}>;


export type ReplaceMemberMutation = { readonly replaceMember:
    | { readonly __typename: 'MemberChanged', readonly member: { readonly __typename: 'Member', readonly id: string, readonly maskedName: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type RemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type RemoveMemberMutation = { readonly removeMember:
    | { readonly __typename: 'MemberChanged', readonly member: { readonly __typename: 'Member', readonly id: string, readonly maskedName: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type RevealMemberMutationVariables = Exact<{
  input: RevealMemberInput;
}>;


export type RevealMemberMutation = { readonly revealMember:
    | { readonly __typename: 'MemberRevealed', readonly memberId: string, readonly name: string, readonly phone: string, readonly documentNumber: string | null, readonly address: string | null }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type GenerateAccountMutationVariables = Exact<{
  input: GenerateAccountInput;
}>;


export type GenerateAccountMutation = { readonly generateAccount:
    | { readonly __typename: 'MemberChanged', readonly member: { readonly __typename: 'Member', readonly id: string, readonly maskedName: string, readonly maskedPhone: string, readonly login: string | null } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type SendActivationAgainMutationVariables = Exact<{
  input: ResendActivationInput;
}>;


export type SendActivationAgainMutation = { readonly resendActivation:
    | { readonly __typename: 'StaffAccountChanged', readonly accountId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export const Assemblies: Persisted<AssembliesQuery, AssembliesQueryVariables> = persisted('sha256:b97e7b7ad59e5c95fb3c484b52b7370a74a57384e4ada8475b0118a4585b089c', 'Assemblies')

export const Bodies: Persisted<BodiesQuery, BodiesQueryVariables> = persisted('sha256:e3c2e9ccd4b3e463ed5eb20104ca7ed31432d0e2b96b23a0d9669aa7483d2ef1', 'Bodies')

export const OneBody: Persisted<OneBodyQuery, OneBodyQueryVariables> = persisted('sha256:cd55414b130ec3e517dcb2af7193de9fbc3375e11b0b727ae796f5b05b27aa03', 'OneBody')

export const EstatesToChoose: Persisted<EstatesToChooseQuery, EstatesToChooseQueryVariables> = persisted('sha256:52c7c39a0c72f1502705866aab93541692f788d1c5486c005e390989c47716e4', 'EstatesToChoose')

export const CreateAssembly: Persisted<CreateAssemblyMutation, CreateAssemblyMutationVariables> = persisted('sha256:fcc1eac0d91d4979b05865049d61006a4f378c9256b4632e78b190239e181c29', 'CreateAssembly')

export const CreatePreparatoryGroup: Persisted<CreatePreparatoryGroupMutation, CreatePreparatoryGroupMutationVariables> = persisted('sha256:8163dbd8fe837d82e5e535f0d96d8174a6af0de33944b7c2d398706405814fb6', 'CreatePreparatoryGroup')

export const CreateCommittee: Persisted<CreateCommitteeMutation, CreateCommitteeMutationVariables> = persisted('sha256:ceebc27a7dde093f18cc9cd459b998ca1a7002484a1680908be436c679bcf877', 'CreateCommittee')

export const RegisterPropertyCompany: Persisted<RegisterPropertyCompanyMutation, RegisterPropertyCompanyMutationVariables> = persisted('sha256:3c209d68c5fc9f9ad72c246c413e9c0d2d67f0aba036a454d1a03f5a9334accb', 'RegisterPropertyCompany')

export const DissolveOrganizer: Persisted<DissolveOrganizerMutation, DissolveOrganizerMutationVariables> = persisted('sha256:779f5c68a3606321323404c18d693bc316cd041565b7637eb8edfdb12a16977d', 'DissolveOrganizer')

export const ChangeTerm: Persisted<ChangeTermMutation, ChangeTermMutationVariables> = persisted('sha256:e0b8688bd9192723f202b1dd9eae48a5b230bcab5f76d8dde1eae1bd639d3ae8', 'ChangeTerm')

export const AddMember: Persisted<AddMemberMutation, AddMemberMutationVariables> = persisted('sha256:6cfc05f0c475d071a6e72fa461694b6af123bbf6855cf9049373d782900c8ab0', 'AddMember')

export const ReplaceMember: Persisted<ReplaceMemberMutation, ReplaceMemberMutationVariables> = persisted('sha256:4d43b1f326912520e3794945ce08519ecb6c0d6db44ab229ccf6a02185a7ab5b', 'ReplaceMember')

export const RemoveMember: Persisted<RemoveMemberMutation, RemoveMemberMutationVariables> = persisted('sha256:fa90c57d1bfacbfa26cbddc649877cd24f59b028045afa3170ef58464aaccd39', 'RemoveMember')

export const RevealMember: Persisted<RevealMemberMutation, RevealMemberMutationVariables> = persisted('sha256:45fa9764d5ae0eaed0d75f66b05dae94764bc670f863cc2288a9cbe0ecb2aaea', 'RevealMember')

export const GenerateAccount: Persisted<GenerateAccountMutation, GenerateAccountMutationVariables> = persisted('sha256:287945bd79d7b36095dc28c518ba0bb2f2cd4d852e1e899b073cd42eba744d90', 'GenerateAccount')

export const SendActivationAgain: Persisted<SendActivationAgainMutation, SendActivationAgainMutationVariables> = persisted('sha256:a4443d4be50f29928da8e894d846abff0d38bc010c5ef401fac285fa7f4b0135', 'SendActivationAgain')
