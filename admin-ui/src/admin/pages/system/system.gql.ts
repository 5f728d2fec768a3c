// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ChangeStaffAccountInput = {
  readonly staffAccountId: string;
  readonly reason: string;
};

export type CreateStaffAccountInput = {
  readonly role: Role;
  readonly scopeKind: ScopeKind;
  readonly scopeKey: string;
  readonly name: string;
  readonly phone: string;
  readonly endsAt?: string | null | undefined;
  readonly documentKind?: DocumentKind | null | undefined;
  readonly documentNumber?: string;
};

export type DocumentKind =
  | 'ID_CARD'
  | 'RESIDENCE_PERMIT'
  | 'PERMANENT_RESIDENCE'
  | 'PASSPORT'
  | 'OFFICER_CARD'
  | 'ORGANISATION_CODE'
  | 'OTHER';

export type ResendActivationInput = {
  readonly staffAccountId: string;
};

export type Role =
  | 'OWNER'
  | 'PREPARATORY_GROUP'
  | 'COMMITTEE'
  | 'PROPERTY_COMPANY'
  | 'STREET_CLERK'
  | 'STREET_REVIEWER'
  | 'DISTRICT'
  | 'CITY'
  | 'AUDITOR'
  | 'SYSTEM_ADMINISTRATOR'
  | 'SYSTEM'
  | 'DEVICE';

export type ScopeKind =
  | 'CITY'
  | 'DISTRICT'
  | 'STREET'
  | 'ESTATE';

export type StaffAccountsQueryVariables = Exact<{
  search?: string | null | undefined;
  role?: Role | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type StaffAccountsQuery = { readonly staffAccounts: { readonly __typename: 'StaffAccountConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'StaffAccount', readonly id: string, readonly login: string | null, readonly state: string, readonly maskedName: string | null, readonly maskedPhone: string, readonly createdAt: string, readonly roles: ReadonlyArray<{ readonly __typename: 'HeldRole', readonly role: Role, readonly scopeKind: ScopeKind, readonly scopeName: string, readonly endsAt: string | null }> }> } };

export type AppointmentsQueryVariables = Exact<{ [key: string]: never; }>;


export type AppointmentsQuery = { readonly appointments: ReadonlyArray<{ readonly __typename: 'Appointment', readonly role: Role, readonly scopeKind: ScopeKind, readonly needsDocument: boolean }> };

export type PlacesQueryVariables = Exact<{ [key: string]: never; }>;


export type PlacesQuery = { readonly districts: ReadonlyArray<{ readonly __typename: 'District', readonly code: string, readonly name: string, readonly streets: ReadonlyArray<{ readonly __typename: 'Street', readonly code: string, readonly name: string }> }> };

export type CreateStaffAccountMutationVariables = Exact<{
  input: CreateStaffAccountInput;
}>;


export type CreateStaffAccountMutation = { readonly createStaffAccount:
    | { readonly __typename: 'StaffAccountCreated', readonly accountId: string, readonly login: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type ResendActivationMutationVariables = Exact<{
  input: ResendActivationInput;
}>;


export type ResendActivationMutation = { readonly resendActivation:
    | { readonly __typename: 'StaffAccountChanged', readonly accountId: string, readonly state: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type ResetAccountMutationVariables = Exact<{
  input: ChangeStaffAccountInput;
}>;


export type ResetAccountMutation = { readonly resetAccount:
    | { readonly __typename: 'StaffAccountChanged', readonly accountId: string, readonly state: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type DisableAccountMutationVariables = Exact<{
  input: ChangeStaffAccountInput;
}>;


export type DisableAccountMutation = { readonly disableAccount:
    | { readonly __typename: 'StaffAccountChanged', readonly accountId: string, readonly state: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type AuditRecordsQueryVariables = Exact<{
  estateId?: string | null | undefined;
  subjectId?: string | null | undefined;
  accountId?: string | null | undefined;
  action?: string | null | undefined;
  since?: string | null | undefined;
  until?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditRecordsQuery = { readonly auditRecords: { readonly __typename: 'AuditRecordConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'AuditRecord', readonly id: string, readonly at: string, readonly action: string, readonly subjectKind: string, readonly subjectId: string | null, readonly accountId: string | null, readonly role: string | null, readonly actorName: string | null, readonly reason: string | null, readonly before: unknown, readonly after: unknown, readonly chainPosition: number | null, readonly chainHash: string | null }> } };

export type AuditChainQueryVariables = Exact<{
  estateId: string;
}>;


export type AuditChainQuery = { readonly auditChain: { readonly __typename: 'AuditChain', readonly sealed: number, readonly brokenAt: number | null } | null };

export type EstatesByNameQueryVariables = Exact<{
  search: string;
}>;


export type EstatesByNameQuery = { readonly estates: { readonly __typename: 'EstateConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly street: { readonly __typename: 'Street', readonly name: string, readonly district: { readonly __typename: 'District', readonly name: string } } }> } };

export type EstateNameQueryVariables = Exact<{
  id: string;
}>;


export type EstateNameQuery = { readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } | null };

export const StaffAccounts: Persisted<StaffAccountsQuery, StaffAccountsQueryVariables> = persisted('sha256:bdc3ac367152c12cd8e6b5cef5b53bec2d44b3c6ee44fc38401cec88d7acdb1a', 'StaffAccounts')

export const Appointments: Persisted<AppointmentsQuery, AppointmentsQueryVariables> = persisted('sha256:6103241f5a513a9187777bd359f819f4cf33bb0185aef9976f3d74bf089d3a4e', 'Appointments')

export const Places: Persisted<PlacesQuery, PlacesQueryVariables> = persisted('sha256:215ead9c82baae27162517b0d373a81c0493e14c22c88ba7b675b82c76c83d74', 'Places')

export const CreateStaffAccount: Persisted<CreateStaffAccountMutation, CreateStaffAccountMutationVariables> = persisted('sha256:4d6314238a4b572f18170c964e0e97d19cd012e16584d386f07779da3882a3b6', 'CreateStaffAccount')

export const ResendActivation: Persisted<ResendActivationMutation, ResendActivationMutationVariables> = persisted('sha256:601dd15d742e166484d8bd880e49c8bf1d49f49d18f148ef7647cebd864e7c70', 'ResendActivation')

export const ResetAccount: Persisted<ResetAccountMutation, ResetAccountMutationVariables> = persisted('sha256:ff4ca87759029e47fdb250d798411a66061f1fbaf6742fd3a77347b85eaf07c7', 'ResetAccount')

export const DisableAccount: Persisted<DisableAccountMutation, DisableAccountMutationVariables> = persisted('sha256:5c93263121442e84f93f7577cfce36c9bb44825ab80c1a721891716130725d65', 'DisableAccount')

export const AuditRecords: Persisted<AuditRecordsQuery, AuditRecordsQueryVariables> = persisted('sha256:e413455da471dc58bfd98c53a527069232210551b60ce55a962a03f4a79d9ce7', 'AuditRecords')

export const AuditChain: Persisted<AuditChainQuery, AuditChainQueryVariables> = persisted('sha256:5af710fe5838c75c116b0da919b59f9ba3cbcc330c42b886803cb5129daeb6b7', 'AuditChain')

export const EstatesByName: Persisted<EstatesByNameQuery, EstatesByNameQueryVariables> = persisted('sha256:2496bdbe87651daee89fe0f7d82601c3b543a5df811f722fc0c53dadaae537ba', 'EstatesByName')

export const EstateName: Persisted<EstateNameQuery, EstateNameQueryVariables> = persisted('sha256:90fbf43d61babd48a8bd888ead929cd8885a233e22063d8b38db34ed976d73f9', 'EstateName')
