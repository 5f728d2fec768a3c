// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type BallotState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'REJECTED'
  | 'APPROVED'
  | 'OPEN'
  | 'SUSPENDED'
  | 'CLOSED'
  | 'PUBLISHED';

export type CancelCardReadInput = {
  readonly requestId: string;
};

export type CardFlag =
  | 'PRIVATE_USE_NAME';

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

export type CastByMatchTokenInput = {
  readonly token: string;
  readonly clientKey: string;
  readonly choices: ReadonlyArray<MatterChoiceInput>;
};

export type ChoiceMode =
  | 'SINGLE'
  | 'CONTESTED'
  | 'EQUAL';

export type DeviceState =
  | 'WAITING'
  | 'ACTIVE'
  | 'REVOKED';

export type EndPadSessionInput = {
  readonly padSessionId: string;
};

export type MatterChoiceInput = {
  readonly matterId: string;
  readonly optionIds: ReadonlyArray<string>;
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

export type OpenPadSessionInput = {
  readonly ballotId: string;
  readonly deviceId: string;
  readonly kind: PadKind;
  readonly place: string;
  readonly witness: string;
  readonly hours: number;
};

export type OptionRole =
  | 'FOR'
  | 'AGAINST'
  | 'ABSTAIN'
  | 'CANDIDATE'
  | 'CHOICE';

export type PadKind =
  | 'DESK'
  | 'DOOR';

export type RequestCardReadInput = {
  readonly padSessionId: string;
  readonly consent: string;
};

export type SignInInput = {
  readonly login: string;
  readonly password: string;
  readonly totp: string;
};

export type SignInHelperMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInHelperMutation = { readonly signIn:
    | { readonly __typename: 'SignedIn', readonly accountId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'TooManyAttempts', readonly code: string, readonly message: string, readonly itsRetryAfterSeconds: number }
    | { readonly __typename: 'WrongCredentials', readonly code: string, readonly message: string }
   };

export type WorkFragment = { readonly __typename: 'PadSession', readonly id: string, readonly ballotId: string, readonly kind: PadKind, readonly place: string, readonly endsAt: string, readonly endedAt: string | null, readonly mine: boolean, readonly counts: { readonly __typename: 'PadCounts', readonly reads: number, readonly votes: number, readonly units: number }, readonly surroundings: { readonly __typename: 'PadSurroundings', readonly ballotTitle: string, readonly estateName: string, readonly streetName: string, readonly maskedOperator: string, readonly maskedWitness: string, readonly isOpen: boolean, readonly reader: { readonly __typename: 'ReaderNow', readonly deviceId: string, readonly name: string, readonly isConnected: boolean, readonly isAccepted: boolean, readonly isRevoked: boolean, readonly isReady: boolean } } };

export type WorksQueryVariables = Exact<{ [key: string]: never; }>;


export type WorksQuery = { readonly padSessions: { readonly __typename: 'PadSessionConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'PadSession', readonly id: string, readonly ballotId: string, readonly kind: PadKind, readonly place: string, readonly endsAt: string, readonly endedAt: string | null, readonly mine: boolean, readonly counts: { readonly __typename: 'PadCounts', readonly reads: number, readonly votes: number, readonly units: number }, readonly surroundings: { readonly __typename: 'PadSurroundings', readonly ballotTitle: string, readonly estateName: string, readonly streetName: string, readonly maskedOperator: string, readonly maskedWitness: string, readonly isOpen: boolean, readonly reader: { readonly __typename: 'ReaderNow', readonly deviceId: string, readonly name: string, readonly isConnected: boolean, readonly isAccepted: boolean, readonly isRevoked: boolean, readonly isReady: boolean } } }> } };

export type WorkNowQueryVariables = Exact<{
  id: string;
}>;


export type WorkNowQuery = { readonly padSession: { readonly __typename: 'PadSession', readonly id: string, readonly ballotId: string, readonly kind: PadKind, readonly place: string, readonly endsAt: string, readonly endedAt: string | null, readonly mine: boolean, readonly counts: { readonly __typename: 'PadCounts', readonly reads: number, readonly votes: number, readonly units: number }, readonly surroundings: { readonly __typename: 'PadSurroundings', readonly ballotTitle: string, readonly estateName: string, readonly streetName: string, readonly maskedOperator: string, readonly maskedWitness: string, readonly isOpen: boolean, readonly reader: { readonly __typename: 'ReaderNow', readonly deviceId: string, readonly name: string, readonly isConnected: boolean, readonly isAccepted: boolean, readonly isRevoked: boolean, readonly isReady: boolean } } } | null };

export type WhatToWorkForQueryVariables = Exact<{ [key: string]: never; }>;


export type WhatToWorkForQuery = { readonly ballots: { readonly __typename: 'BallotConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly closesAt: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly street: { readonly __typename: 'Street', readonly code: string } } }> }, readonly devices: { readonly __typename: 'DeviceConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Device', readonly id: string, readonly name: string, readonly streetCode: string, readonly state: DeviceState, readonly surroundings: { readonly __typename: 'DeviceSurroundings', readonly padSessionId: string | null, readonly reader: { readonly __typename: 'ReaderNow', readonly isReady: boolean, readonly isConnected: boolean } } }> } };

export type OpenPadSessionMutationVariables = Exact<{
  input: OpenPadSessionInput;
}>;


export type OpenPadSessionMutation = { readonly openPadSession:
    | { readonly __typename: 'PadSession', readonly id: string, readonly ballotId: string, readonly kind: PadKind, readonly place: string, readonly endsAt: string, readonly endedAt: string | null, readonly mine: boolean, readonly counts: { readonly __typename: 'PadCounts', readonly reads: number, readonly votes: number, readonly units: number }, readonly surroundings: { readonly __typename: 'PadSurroundings', readonly ballotTitle: string, readonly estateName: string, readonly streetName: string, readonly maskedOperator: string, readonly maskedWitness: string, readonly isOpen: boolean, readonly reader: { readonly __typename: 'ReaderNow', readonly deviceId: string, readonly name: string, readonly isConnected: boolean, readonly isAccepted: boolean, readonly isRevoked: boolean, readonly isReady: boolean } } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'DeviceNotAccepted', readonly code: string, readonly message: string }
    | { readonly __typename: 'DeviceInUse', readonly code: string, readonly message: string, readonly itsUntil: string }
    | { readonly __typename: 'BallotNotOpenYet', readonly code: string, readonly message: string, readonly itsOpensAt: string }
    | { readonly __typename: 'BallotClosed', readonly code: string, readonly message: string, readonly itsClosedAt: string }
    | { readonly __typename: 'BallotSuspended', readonly code: string, readonly message: string, readonly itsReason: string }
   };

export type EndPadSessionMutationVariables = Exact<{
  input: EndPadSessionInput;
}>;


export type EndPadSessionMutation = { readonly endPadSession:
    | { readonly __typename: 'PadSession', readonly id: string, readonly endedAt: string | null }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type CardConsentQueryVariables = Exact<{ [key: string]: never; }>;


export type CardConsentQuery = { readonly consentText: { readonly __typename: 'ConsentText', readonly version: string, readonly zh: string, readonly en: string } };

export type RequestCardReadMutationVariables = Exact<{
  input: RequestCardReadInput;
}>;


export type RequestCardReadMutation = { readonly requestCardRead:
    | { readonly __typename: 'CardProgress', readonly requestId: string, readonly state: CardReadState, readonly expiresAt: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'PadSessionOver', readonly code: string, readonly message: string }
    | { readonly __typename: 'DeviceNotAccepted', readonly code: string, readonly message: string }
    | { readonly __typename: 'ReaderNotAccepted', readonly code: string, readonly message: string }
    | { readonly __typename: 'BallotNotOpenYet', readonly code: string, readonly message: string, readonly itsOpensAt: string }
    | { readonly __typename: 'BallotClosed', readonly code: string, readonly message: string, readonly itsClosedAt: string }
    | { readonly __typename: 'BallotSuspended', readonly code: string, readonly message: string, readonly itsReason: string }
   };

export type CancelCardReadMutationVariables = Exact<{
  input: CancelCardReadInput;
}>;


export type CancelCardReadMutation = { readonly cancelCardRead:
    | { readonly __typename: 'CardProgress', readonly requestId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type CardReadNowSubscriptionVariables = Exact<{
  requestId: string;
}>;


export type CardReadNowSubscription = { readonly cardRead: { readonly __typename: 'CardRead', readonly requestId: string, readonly seq: number, readonly state: CardReadState, readonly fault: CardReadFault | null, readonly isFinal: boolean, readonly match: { readonly __typename: 'CardMatch', readonly maskedName: string, readonly lastFour: string, readonly flags: ReadonlyArray<CardFlag>, readonly heads: number, readonly area: string, readonly token: string | null, readonly tokenExpiresAt: string | null, readonly earlier: { readonly __typename: 'EarlierVote', readonly castAt: string, readonly maskedName: string, readonly byYourself: boolean } | null, readonly units: ReadonlyArray<{ readonly __typename: 'PadUnit', readonly isCast: boolean, readonly area: string, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string } }> } | null } };

export type PaperForHelperQueryVariables = Exact<{
  id: string;
}>;


export type PaperForHelperQuery = { readonly ballot: { readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState, readonly opensAt: string | null, readonly closesAt: string | null, readonly suspensionReason: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly title: string, readonly description: string, readonly mode: MatterMode, readonly choiceMode: ChoiceMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }> }> } | null };

export type CastByMatchTokenMutationVariables = Exact<{
  input: CastByMatchTokenInput;
}>;


export type CastByMatchTokenMutation = { readonly castByMatchToken:
    | { readonly __typename: 'Receipt', readonly id: string, readonly castAt: string, readonly heads: number, readonly area: string, readonly units: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'MatchTokenNotValid', readonly code: string, readonly message: string }
    | { readonly __typename: 'PadSessionOver', readonly code: string, readonly message: string }
    | { readonly __typename: 'BallotNotOpenYet', readonly code: string, readonly message: string, readonly itsOpensAt: string }
    | { readonly __typename: 'BallotClosed', readonly code: string, readonly message: string, readonly itsClosedAt: string }
    | { readonly __typename: 'BallotSuspended', readonly code: string, readonly message: string, readonly itsReason: string }
    | { readonly __typename: 'ChoicesNotValid', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NoUnitInScope', readonly code: string, readonly message: string }
    | { readonly __typename: 'AlreadyVoted', readonly code: string, readonly message: string, readonly itsCastAt: string, readonly itsMaskedName: string, readonly itsByYourself: boolean, readonly itsReceiptId: string | null }
    | { readonly __typename: 'KeyAlreadyUsed', readonly code: string, readonly message: string }
   };

export const SignInHelper: Persisted<SignInHelperMutation, SignInHelperMutationVariables> = persisted('sha256:b5b33033208adb40bc887019d560c2da39d5e4761f7541202ec26be9a96e7ed7', 'SignInHelper')

export const Works: Persisted<WorksQuery, WorksQueryVariables> = persisted('sha256:0409331dfe8baaced34747e042b0dfc67f23fed903eef59e1e15205ae7c37b2a', 'Works')

export const WorkNow: Persisted<WorkNowQuery, WorkNowQueryVariables> = persisted('sha256:4f52656ec3e6cbe1ae5a7ce23f1eca698eff18374826c46aa94cf973ad52f1e4', 'WorkNow')

export const WhatToWorkFor: Persisted<WhatToWorkForQuery, WhatToWorkForQueryVariables> = persisted('sha256:40a90cfc808f95f1ff0776416f2e56a09c1bb1afe6a97a629a9fed1b1881122c', 'WhatToWorkFor')

export const OpenPadSession: Persisted<OpenPadSessionMutation, OpenPadSessionMutationVariables> = persisted('sha256:0cbf4e9f549cc583c1b851aa63cc4b4ebaa2577eb14bf311b6b5a97cfc47244c', 'OpenPadSession')

export const EndPadSession: Persisted<EndPadSessionMutation, EndPadSessionMutationVariables> = persisted('sha256:bb0bfeb0f0d980fe5d43db074e687f8463acb497e9de79ed63f6f17784b176e0', 'EndPadSession')

export const CardConsent: Persisted<CardConsentQuery, CardConsentQueryVariables> = persisted('sha256:a31f9ae7110ea8bc5c4e9435aac84185925dc038dacde1a36874ac2ebc5183f5', 'CardConsent')

export const RequestCardRead: Persisted<RequestCardReadMutation, RequestCardReadMutationVariables> = persisted('sha256:4a908e94d6a2da3ed5f91d320d0d6bc86896b215977149bdc5e766d1d026cb16', 'RequestCardRead')

export const CancelCardRead: Persisted<CancelCardReadMutation, CancelCardReadMutationVariables> = persisted('sha256:c7106f310d20e0eb45e7cddf87426051643ea7e1fa5ad8f52657b68bbb1ca15a', 'CancelCardRead')

export const CardReadNow: Persisted<CardReadNowSubscription, CardReadNowSubscriptionVariables> = persisted('sha256:54ffe875476dfdaa231890faae554f47cd00208cf793c31a7704c4e82b7fa65b', 'CardReadNow', "subscription CardReadNow($requestId: UUID!) {\n  cardRead(requestId: $requestId) {\n    __typename\n    requestId\n    seq\n    state\n    fault\n    isFinal\n    match {\n      __typename\n      maskedName\n      lastFour\n      flags\n      heads\n      area\n      token\n      tokenExpiresAt\n      earlier {\n        __typename\n        castAt\n        maskedName\n        byYourself\n      }\n      units {\n        __typename\n        isCast\n        area\n        unit {\n          __typename\n          ...OwnUnit\n        }\n      }\n    }\n  }\n}\n\nfragment OwnUnit on NamedUnit {\n  __typename\n  id\n  estateName\n  buildingName\n  entrance\n  floor\n  room\n  area\n}\n")

export const PaperForHelper: Persisted<PaperForHelperQuery, PaperForHelperQueryVariables> = persisted('sha256:8aad1054f1933963354b3fd69359ee8d957d1814675100e1f5c23e0bb4e7e2ac', 'PaperForHelper')

export const CastByMatchToken: Persisted<CastByMatchTokenMutation, CastByMatchTokenMutationVariables> = persisted('sha256:5b4d58469e825590efc15b82158f681495dd4c548041c0b51a2460e21c97bfd9', 'CastByMatchToken')
