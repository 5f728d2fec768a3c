// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CardKind =
  | 'RESIDENT'
  | 'HMT_PERMIT'
  | 'PR_2017'
  | 'PR_2023';

export type CardReadFault =
  | 'CARD_MOVED'
  | 'CARD_REFUSED'
  | 'CARD_NOT_GENUINE'
  | 'WRONG_CARD'
  | 'UNREADABLE'
  | 'READER_SILENT'
  | 'READER_FAULT'
  | 'READER_LOST'
  | 'NO_NETWORK';

export type CardReadState =
  | 'WAITING_FOR_READER'
  | 'WAITING_FOR_CARD'
  | 'READING'
  | 'CHECKING'
  | 'READ_ERROR'
  | 'READER_OFFLINE'
  | 'MATCHED'
  | 'NO_MATCH'
  | 'NAME_DIFFERS'
  | 'NO_UNIT_IN_SCOPE'
  | 'ALREADY_VOTED'
  | 'CARD_EXPIRED'
  | 'FOREIGN_CARD'
  | 'SESSION_OVER'
  | 'BALLOT_CLOSED'
  | 'BALLOT_SUSPENDED'
  | 'READER_REVOKED'
  | 'EXPIRED'
  | 'CANCELLED';

export type CreateDeviceInput = {
  readonly streetCode: string;
  readonly name: string;
};

export type DeviceState =
  | 'WAITING'
  | 'ACTIVE'
  | 'REVOKED';

export type EndPadSessionInput = {
  readonly padSessionId: string;
};

export type PadKind =
  | 'DESK'
  | 'DOOR';

export type ReaderState =
  | 'CLOSED'
  | 'OPENING'
  | 'PROBING'
  | 'IDLE'
  | 'ARMED'
  | 'SELECTING'
  | 'READING'
  | 'SUBMITTING'
  | 'LOST'
  | 'FAULT'
  | 'DENIED';

export type ReleaseReaderInput = {
  readonly deviceId: string;
  readonly reason: string;
};

export type RenewEnrolmentCodeInput = {
  readonly deviceId: string;
};

export type RevokeDeviceInput = {
  readonly deviceId: string;
  readonly reason: string;
};

export type DevicesQueryVariables = Exact<{
  revoked: boolean;
  first: number;
  after?: string | null | undefined;
}>;


export type DevicesQuery = { readonly devices: { readonly __typename: 'DeviceConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Device', readonly id: string, readonly name: string, readonly streetCode: string, readonly state: DeviceState, readonly samId: string | null, readonly seenSamId: string | null, readonly version: string | null, readonly enrolledAt: string | null, readonly revokedAt: string | null, readonly revokedReason: string | null, readonly counters: { readonly __typename: 'DeviceCounters', readonly junk: number, readonly bad: number, readonly timeout: number, readonly reopened: number } | null, readonly surroundings: { readonly __typename: 'DeviceSurroundings', readonly streetName: string, readonly padSessionId: string | null, readonly reader: { readonly __typename: 'ReaderNow', readonly state: ReaderState | null, readonly healthAt: string | null, readonly isConnected: boolean, readonly isAccepted: boolean, readonly isReady: boolean } } }> } };

export type CreateDeviceMutationVariables = Exact<{
  input: CreateDeviceInput;
}>;


export type CreateDeviceMutation = { readonly createDevice:
    | { readonly __typename: 'EnrolmentCode', readonly deviceId: string, readonly code: string, readonly expiresAt: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type RenewEnrolmentCodeMutationVariables = Exact<{
  input: RenewEnrolmentCodeInput;
}>;


export type RenewEnrolmentCodeMutation = { readonly renewEnrolmentCode:
    | { readonly __typename: 'EnrolmentCode', readonly deviceId: string, readonly code: string, readonly expiresAt: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type RevokeDeviceMutationVariables = Exact<{
  input: RevokeDeviceInput;
}>;


export type RevokeDeviceMutation = { readonly revokeDevice:
    | { readonly __typename: 'Device', readonly id: string, readonly state: DeviceState }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type ReleaseReaderMutationVariables = Exact<{
  input: ReleaseReaderInput;
}>;


export type ReleaseReaderMutation = { readonly releaseReader:
    | { readonly __typename: 'Device', readonly id: string, readonly state: DeviceState }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type SessionLineFragment = { readonly __typename: 'PadSession', readonly id: string, readonly kind: PadKind, readonly place: string, readonly openedAt: string, readonly endsAt: string, readonly endedAt: string | null, readonly counts: { readonly __typename: 'PadCounts', readonly reads: number, readonly votes: number, readonly units: number }, readonly surroundings: { readonly __typename: 'PadSurroundings', readonly ballotTitle: string, readonly estateName: string, readonly maskedOperator: string, readonly maskedWitness: string, readonly isOpen: boolean, readonly reader: { readonly __typename: 'ReaderNow', readonly name: string } } };

export type PadSessionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type PadSessionsQuery = { readonly padSessions: { readonly __typename: 'PadSessionConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'PadSession', readonly id: string, readonly kind: PadKind, readonly place: string, readonly openedAt: string, readonly endsAt: string, readonly endedAt: string | null, readonly counts: { readonly __typename: 'PadCounts', readonly reads: number, readonly votes: number, readonly units: number }, readonly surroundings: { readonly __typename: 'PadSurroundings', readonly ballotTitle: string, readonly estateName: string, readonly maskedOperator: string, readonly maskedWitness: string, readonly isOpen: boolean, readonly reader: { readonly __typename: 'ReaderNow', readonly name: string } } }> } };

export type PadSessionLogQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type PadSessionLogQuery = { readonly padSession: { readonly __typename: 'PadSession', readonly ballotId: string, readonly id: string, readonly kind: PadKind, readonly place: string, readonly openedAt: string, readonly endsAt: string, readonly endedAt: string | null, readonly counts: { readonly __typename: 'PadCounts', readonly reads: number, readonly votes: number, readonly units: number }, readonly surroundings: { readonly __typename: 'PadSurroundings', readonly ballotTitle: string, readonly estateName: string, readonly maskedOperator: string, readonly maskedWitness: string, readonly isOpen: boolean, readonly reader: { readonly __typename: 'ReaderNow', readonly name: string } } } | null, readonly cardReads: { readonly __typename: 'LoggedReadConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'LoggedRead', readonly id: string, readonly createdAt: string, readonly finishedAt: string | null, readonly state: CardReadState, readonly fault: CardReadFault | null, readonly cardKind: CardKind | null, readonly attempts: number | null, readonly findMisses: number | null, readonly receiptId: string | null }> } };

export type EndPadSessionForMutationVariables = Exact<{
  input: EndPadSessionInput;
}>;


export type EndPadSessionForMutation = { readonly endPadSession:
    | { readonly __typename: 'PadSession', readonly id: string, readonly endedAt: string | null }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export const Devices: Persisted<DevicesQuery, DevicesQueryVariables> = persisted('sha256:23e858d3aba94ef17427485316593119ecdff7cbd2819928d3993657a895ad79', 'Devices')

export const CreateDevice: Persisted<CreateDeviceMutation, CreateDeviceMutationVariables> = persisted('sha256:82363f2d3053fb31f263413aa1b383d808f39afbe3cc9c196127fbf19a2a6861', 'CreateDevice')

export const RenewEnrolmentCode: Persisted<RenewEnrolmentCodeMutation, RenewEnrolmentCodeMutationVariables> = persisted('sha256:14092cd74263e8ce3a0c5634032df297dfd95ad34e7a0b68ce2258fc407890a6', 'RenewEnrolmentCode')

export const RevokeDevice: Persisted<RevokeDeviceMutation, RevokeDeviceMutationVariables> = persisted('sha256:2c779d4b296693fcbb6bb5d58d2741c84751c9370e3b2fb09d62ba40cc1c70f2', 'RevokeDevice')

export const ReleaseReader: Persisted<ReleaseReaderMutation, ReleaseReaderMutationVariables> = persisted('sha256:86abc2da59951172e6d994f450bba298ade51b014c022999370a237c9903eb76', 'ReleaseReader')

export const PadSessions: Persisted<PadSessionsQuery, PadSessionsQueryVariables> = persisted('sha256:b1c60b5d45e63e9571026dfa0a2d4422d809f413b0f653cb3d227933442509e1', 'PadSessions')

export const PadSessionLog: Persisted<PadSessionLogQuery, PadSessionLogQueryVariables> = persisted('sha256:3287e37eceb4d057e094b9a3a0c3e08434e11f70db6f54e1e9050c8f6911b55a', 'PadSessionLog')

export const EndPadSessionFor: Persisted<EndPadSessionForMutation, EndPadSessionForMutationVariables> = persisted('sha256:231e382f232c784444a1001403e78ccf84e276be7650b705828cb5b5ce1dd722', 'EndPadSessionFor')
