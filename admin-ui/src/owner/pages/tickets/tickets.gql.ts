// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

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

export type CommonPart =
  | 'STAIRWELL'
  | 'LIFT'
  | 'ROOF'
  | 'OUTER_WALL'
  | 'PIPES'
  | 'POWER'
  | 'FIRE_PROTECTION'
  | 'ENTRANCE_GATE'
  | 'ROADS_AND_GREEN'
  | 'PARKING'
  | 'REFUSE'
  | 'OTHER';

export type FileTicketInput = {
  readonly unitId: string;
  readonly kind: TicketKind;
  readonly words: string;
  readonly clientKey: string;
  readonly part?: CommonPart | null | undefined;
  readonly buildingId?: string | null | undefined;
  readonly placeNote?: string;
  readonly photoIds?: ReadonlyArray<string>;
};

export type MoveTicketInput = {
  readonly ticketId: string;
  readonly act: TicketAct;
  readonly words?: string;
  readonly photoIds?: ReadonlyArray<string>;
};

export type RateTicketWorkInput = {
  readonly ticketId: string;
  readonly rating: number;
  readonly words?: string;
};

export type RequestTicketPhotoInput = {
  readonly estateId: string;
};

export type ShowTicketPhotosInput = {
  readonly ticketId: string;
};

export type TicketAct =
  | 'FILE'
  | 'ANSWER'
  | 'ASSIGN'
  | 'START'
  | 'HOLD'
  | 'RESUME'
  | 'FINISH'
  | 'DECLINE'
  | 'LINK_COST'
  | 'WITHDRAW'
  | 'REOPEN'
  | 'RATE'
  | 'ESCALATE';

export type TicketKind =
  | 'COMPLAINT'
  | 'REPAIR';

export type TicketSide =
  | 'FILER'
  | 'COMPANY'
  | 'STREET';

export type TicketState =
  | 'FILED'
  | 'ASSIGNED'
  | 'WORKING'
  | 'WAITING'
  | 'DONE'
  | 'DECLINED'
  | 'REOPENED'
  | 'WITHDRAWN';

export type TicketLineFragment = { readonly __typename: 'Ticket', readonly id: string, readonly kind: TicketKind, readonly part: CommonPart | null, readonly state: TicketState, readonly stateSince: string, readonly dueAt: string | null, readonly filedAt: string, readonly overdue: boolean, readonly escalatedAt: string | null, readonly workRating: number | null, readonly possibleActs: ReadonlyArray<TicketAct>, readonly words: string, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly place: { readonly __typename: 'TicketPlace', readonly unitBuilding: string, readonly entrance: string, readonly room: string, readonly partBuilding: string | null } };

export type MyTicketsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type MyTicketsQuery = { readonly myTickets: { readonly __typename: 'TicketConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Ticket', readonly id: string, readonly kind: TicketKind, readonly part: CommonPart | null, readonly state: TicketState, readonly stateSince: string, readonly dueAt: string | null, readonly filedAt: string, readonly overdue: boolean, readonly escalatedAt: string | null, readonly workRating: number | null, readonly possibleActs: ReadonlyArray<TicketAct>, readonly words: string, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly place: { readonly __typename: 'TicketPlace', readonly unitBuilding: string, readonly entrance: string, readonly room: string, readonly partBuilding: string | null } }> } };

export type TicketShownQueryVariables = Exact<{
  id: string;
}>;


export type TicketShownQuery = { readonly now: string, readonly ticket: { readonly __typename: 'Ticket', readonly placeNote: string | null, readonly settledAt: string | null, readonly reopened: number, readonly costFen: number | null, readonly ballotId: string | null, readonly mayReopenUntil: string | null, readonly maskedAssignee: string | null, readonly photoIds: ReadonlyArray<string>, readonly id: string, readonly kind: TicketKind, readonly part: CommonPart | null, readonly state: TicketState, readonly stateSince: string, readonly dueAt: string | null, readonly filedAt: string, readonly overdue: boolean, readonly escalatedAt: string | null, readonly workRating: number | null, readonly possibleActs: ReadonlyArray<TicketAct>, readonly words: string, readonly ballot: { readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState } | null, readonly timeLine: ReadonlyArray<{ readonly __typename: 'TicketEvent', readonly at: string, readonly act: TicketAct, readonly state: TicketState, readonly side: TicketSide, readonly words: string | null, readonly photoIds: ReadonlyArray<string>, readonly maskedAssignee: string | null }>, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly place: { readonly __typename: 'TicketPlace', readonly unitBuilding: string, readonly entrance: string, readonly room: string, readonly partBuilding: string | null } } | null };

export type UnitsToFileForQueryVariables = Exact<{ [key: string]: never; }>;


export type UnitsToFileForQuery = { readonly myCertifications: { readonly __typename: 'MyCertificationConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'MyCertification', readonly id: string, readonly endedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly estateId: string, readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string } }> } };

export type BuildingsToFileForQueryVariables = Exact<{
  estateId: string;
}>;


export type BuildingsToFileForQuery = { readonly certifiableBuildings: { readonly __typename: 'CertifiableBuildingConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'CertifiableBuilding', readonly id: string, readonly name: string }> } };

export type FileTicketMutationVariables = Exact<{
  input: FileTicketInput;
}>;


export type FileTicketMutation = { readonly fileTicket:
    | { readonly __typename: 'TicketChanged', readonly ticket: { readonly __typename: 'Ticket', readonly id: string, readonly state: TicketState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NoCertifiedUnit', readonly code: string, readonly message: string }
    | { readonly __typename: 'KeyAlreadyUsed', readonly code: string, readonly message: string }
    | { readonly __typename: 'TooManyAttempts', readonly code: string, readonly message: string, readonly itsRetryAfterSeconds: number }
   };

export type MoveTicketMutationVariables = Exact<{
  input: MoveTicketInput;
}>;


export type MoveTicketMutation = { readonly moveTicket:
    | { readonly __typename: 'TicketChanged', readonly ticket: { readonly __typename: 'Ticket', readonly id: string, readonly state: TicketState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type RateTicketWorkMutationVariables = Exact<{
  input: RateTicketWorkInput;
}>;


export type RateTicketWorkMutation = { readonly rateTicketWork:
    | { readonly __typename: 'TicketChanged', readonly ticket: { readonly __typename: 'Ticket', readonly id: string, readonly state: TicketState, readonly workRating: number | null } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type RequestTicketPhotoMutationVariables = Exact<{
  input: RequestTicketPhotoInput;
}>;


export type RequestTicketPhotoMutation = { readonly requestTicketPhoto:
    | { readonly __typename: 'TicketPhotoRequested', readonly photoId: string, readonly address: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type ShowTicketPhotosMutationVariables = Exact<{
  input: ShowTicketPhotosInput;
}>;


export type ShowTicketPhotosMutation = { readonly showTicketPhotos:
    | { readonly __typename: 'TicketPhotosShown', readonly addresses: ReadonlyArray<{ readonly __typename: 'TicketPhotoAddress', readonly photoId: string, readonly address: string }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export const MyTickets: Persisted<MyTicketsQuery, MyTicketsQueryVariables> = persisted('sha256:594942ce9c39f3e2d7d532f7e8ca3e029525bf8cfa240945be6e135776377733', 'MyTickets')

export const TicketShown: Persisted<TicketShownQuery, TicketShownQueryVariables> = persisted('sha256:a438f7e5905a2185ef709e87424a6fc8db920f075493ee607aaa1a86db26fc70', 'TicketShown')

export const UnitsToFileFor: Persisted<UnitsToFileForQuery, UnitsToFileForQueryVariables> = persisted('sha256:01e82dea49fe7dc5ccdeddb757201261d88e79e343a12b96809f0b46f2f9fa9c', 'UnitsToFileFor')

export const BuildingsToFileFor: Persisted<BuildingsToFileForQuery, BuildingsToFileForQueryVariables> = persisted('sha256:16f098389982cecbfc8fb44c33af4f6e8e379c708bae12a30ab6ca77d1347ac2', 'BuildingsToFileFor')

export const FileTicket: Persisted<FileTicketMutation, FileTicketMutationVariables> = persisted('sha256:f0be99f23499ba7732e5e1a287f1404345234a35d49e8e603f25589cb79658c9', 'FileTicket')

export const MoveTicket: Persisted<MoveTicketMutation, MoveTicketMutationVariables> = persisted('sha256:b19a56f52bfd3f88d9d66a7370bab2e26b806142c24e29596a309d1073a4d473', 'MoveTicket')

export const RateTicketWork: Persisted<RateTicketWorkMutation, RateTicketWorkMutationVariables> = persisted('sha256:63ea8b398174e41e1805ed2ad3d7088822a220c92e069030b396cc013c9d6098', 'RateTicketWork')

export const RequestTicketPhoto: Persisted<RequestTicketPhotoMutation, RequestTicketPhotoMutationVariables> = persisted('sha256:96644bfe420fbe3fb0cd20eb00bacc8c465df8605356ddc33ea4d79134996923', 'RequestTicketPhoto')

export const ShowTicketPhotos: Persisted<ShowTicketPhotosMutation, ShowTicketPhotosMutationVariables> = persisted('sha256:cb52421dfb29577d832d167ff504e4e3479a90100d772c2f191ae5b745c8e820', 'ShowTicketPhotos')
