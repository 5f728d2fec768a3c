// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AssignTicketInput = {
  readonly ticketId: string;
  readonly memberId: string;
  readonly words?: string;
};

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

export type LinkTicketCostInput = {
  readonly ticketId: string;
  readonly ballotId: string;
  readonly costFen: number;
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

export type MoveTicketInput = {
  readonly ticketId: string;
  readonly act: TicketAct;
  readonly words?: string;
  readonly photoIds?: ReadonlyArray<string>;
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

export type TicketFiguresOrder =
  | 'NAME'
  | 'MOST_OVERDUE'
  | 'SLOWEST_ANSWER'
  | 'SLOWEST_DONE'
  | 'MOST_FILED';

export type TicketKind =
  | 'COMPLAINT'
  | 'REPAIR';

export type TicketOrder =
  | 'NEWEST'
  | 'LONGEST_WAITING';

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

export type TicketQueueQueryVariables = Exact<{
  estateId?: string | null | undefined;
  states?: ReadonlyArray<TicketState> | TicketState | null | undefined;
  kinds?: ReadonlyArray<TicketKind> | TicketKind | null | undefined;
  assigneeId?: string | null | undefined;
  overdue?: boolean | null | undefined;
  escalated?: boolean | null | undefined;
  order: TicketOrder;
  first: number;
  after?: string | null | undefined;
}>;


export type TicketQueueQuery = { readonly now: string, readonly tickets: { readonly __typename: 'TicketConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Ticket', readonly id: string, readonly kind: TicketKind, readonly part: CommonPart | null, readonly state: TicketState, readonly stateSince: string, readonly dueAt: string | null, readonly filedAt: string, readonly overdue: boolean, readonly escalatedAt: string | null, readonly reopened: number, readonly words: string, readonly maskedAssignee: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly place: { readonly __typename: 'TicketPlace', readonly unitBuilding: string, readonly entrance: string, readonly room: string, readonly partBuilding: string | null } }> } };

export type TicketEstatesQueryVariables = Exact<{ [key: string]: never; }>;


export type TicketEstatesQuery = { readonly ticketComparison: { readonly __typename: 'TicketFiguresConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'TicketFigures', readonly estateId: string, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } }> } };

export type TicketWorkersQueryVariables = Exact<{
  estateId: string;
}>;


export type TicketWorkersQuery = { readonly organizers: { readonly __typename: 'OrganizerConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Organizer', readonly id: string, readonly name: string, readonly endedAt: string | null, readonly members: ReadonlyArray<{ readonly __typename: 'Member', readonly id: string, readonly maskedName: string, readonly leftAt: string | null }> }> } };

export type TicketDetailQueryVariables = Exact<{
  id: string;
}>;


export type TicketDetailQuery = { readonly now: string, readonly ticket: { readonly __typename: 'Ticket', readonly id: string, readonly kind: TicketKind, readonly part: CommonPart | null, readonly state: TicketState, readonly stateSince: string, readonly dueAt: string | null, readonly filedAt: string, readonly firstAnsweredAt: string | null, readonly settledAt: string | null, readonly escalatedAt: string | null, readonly reopened: number, readonly costFen: number | null, readonly ballotId: string | null, readonly workRating: number | null, readonly words: string, readonly placeNote: string | null, readonly overdue: boolean, readonly mayReopenUntil: string | null, readonly maskedFiler: string, readonly maskedAssignee: string | null, readonly photoIds: ReadonlyArray<string>, readonly possibleActs: ReadonlyArray<TicketAct>, readonly ballot: { readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly place: { readonly __typename: 'TicketPlace', readonly unitBuilding: string, readonly entrance: string, readonly room: string, readonly partBuilding: string | null }, readonly timeLine: ReadonlyArray<{ readonly __typename: 'TicketEvent', readonly at: string, readonly act: TicketAct, readonly state: TicketState, readonly side: TicketSide, readonly words: string | null, readonly photoIds: ReadonlyArray<string>, readonly maskedAssignee: string | null }>, readonly times: ReadonlyArray<{ readonly __typename: 'TicketStateTime', readonly state: TicketState, readonly seconds: number }> } | null };

export type TicketWholeFragment = { readonly __typename: 'Ticket', readonly id: string, readonly kind: TicketKind, readonly part: CommonPart | null, readonly state: TicketState, readonly stateSince: string, readonly dueAt: string | null, readonly filedAt: string, readonly firstAnsweredAt: string | null, readonly settledAt: string | null, readonly escalatedAt: string | null, readonly reopened: number, readonly costFen: number | null, readonly ballotId: string | null, readonly workRating: number | null, readonly words: string, readonly placeNote: string | null, readonly overdue: boolean, readonly mayReopenUntil: string | null, readonly maskedFiler: string, readonly maskedAssignee: string | null, readonly photoIds: ReadonlyArray<string>, readonly possibleActs: ReadonlyArray<TicketAct>, readonly ballot: { readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly place: { readonly __typename: 'TicketPlace', readonly unitBuilding: string, readonly entrance: string, readonly room: string, readonly partBuilding: string | null }, readonly timeLine: ReadonlyArray<{ readonly __typename: 'TicketEvent', readonly at: string, readonly act: TicketAct, readonly state: TicketState, readonly side: TicketSide, readonly words: string | null, readonly photoIds: ReadonlyArray<string>, readonly maskedAssignee: string | null }>, readonly times: ReadonlyArray<{ readonly __typename: 'TicketStateTime', readonly state: TicketState, readonly seconds: number }> };

export type TicketBallotsQueryVariables = Exact<{
  estateId: string;
}>;


export type TicketBallotsQuery = { readonly ballots: { readonly __typename: 'BallotConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly kind: MatterKind }> }> } };

export type TicketFiguresComparedQueryVariables = Exact<{
  since?: string | null | undefined;
  order: TicketFiguresOrder;
  first: number;
  after?: string | null | undefined;
}>;


export type TicketFiguresComparedQuery = { readonly now: string, readonly ticketComparison: { readonly __typename: 'TicketFiguresConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'TicketFigures', readonly estateId: string, readonly filed: number, readonly overdue: number, readonly escalated: number, readonly reopened: number, readonly answered: number, readonly medianToFirstAnswer: number | null, readonly done: number, readonly medianToDone: number | null, readonly rated: number, readonly workRating: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly states: ReadonlyArray<{ readonly __typename: 'TicketCount', readonly kind: TicketKind, readonly state: TicketState, readonly tickets: number }> }> } };

export type MoveTicketOnMutationVariables = Exact<{
  input: MoveTicketInput;
}>;


export type MoveTicketOnMutation = { readonly moveTicket:
    | { readonly __typename: 'TicketChanged', readonly ticket: { readonly __typename: 'Ticket', readonly id: string, readonly state: TicketState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type AssignTicketMutationVariables = Exact<{
  input: AssignTicketInput;
}>;


export type AssignTicketMutation = { readonly assignTicket:
    | { readonly __typename: 'TicketChanged', readonly ticket: { readonly __typename: 'Ticket', readonly id: string, readonly state: TicketState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type LinkTicketCostMutationVariables = Exact<{
  input: LinkTicketCostInput;
}>;


export type LinkTicketCostMutation = { readonly linkTicketCost:
    | { readonly __typename: 'TicketChanged', readonly ticket: { readonly __typename: 'Ticket', readonly id: string, readonly state: TicketState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type RequestWorkPhotoMutationVariables = Exact<{
  input: RequestTicketPhotoInput;
}>;


export type RequestWorkPhotoMutation = { readonly requestTicketPhoto:
    | { readonly __typename: 'TicketPhotoRequested', readonly photoId: string, readonly address: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type ShowPhotosOfTicketMutationVariables = Exact<{
  input: ShowTicketPhotosInput;
}>;


export type ShowPhotosOfTicketMutation = { readonly showTicketPhotos:
    | { readonly __typename: 'TicketPhotosShown', readonly addresses: ReadonlyArray<{ readonly __typename: 'TicketPhotoAddress', readonly photoId: string, readonly address: string }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export const TicketQueue: Persisted<TicketQueueQuery, TicketQueueQueryVariables> = persisted('sha256:d6c45b3dd1f8d91cfd2db9382207b27b42f58200907c069f11c697a727ec34ae', 'TicketQueue')

export const TicketEstates: Persisted<TicketEstatesQuery, TicketEstatesQueryVariables> = persisted('sha256:3927c8b44a5486abc82256be96c2bb46b25205c9f7db0e0dfa3bc834a40e1b5b', 'TicketEstates')

export const TicketWorkers: Persisted<TicketWorkersQuery, TicketWorkersQueryVariables> = persisted('sha256:05a4e72255039286ba7c9d7cba39a8d14dcff217b72fe11e58a3f24aa4ee4156', 'TicketWorkers')

export const TicketDetail: Persisted<TicketDetailQuery, TicketDetailQueryVariables> = persisted('sha256:1615953e94998455ec80d16f7609c5cc71fba9eaa5f8e51412da56e9a75f7e86', 'TicketDetail')

export const TicketBallots: Persisted<TicketBallotsQuery, TicketBallotsQueryVariables> = persisted('sha256:5c288ab921aaed2f1d4cf8540d4170b0282ba859f47b80951435f966b679986d', 'TicketBallots')

export const TicketFiguresCompared: Persisted<TicketFiguresComparedQuery, TicketFiguresComparedQueryVariables> = persisted('sha256:a9de04867230284f1eee00f792fb5a8f2cd49b5ac714dd696619b13db9327ebf', 'TicketFiguresCompared')

export const MoveTicketOn: Persisted<MoveTicketOnMutation, MoveTicketOnMutationVariables> = persisted('sha256:7e6100a7cb4c2f1a035f75e05a809625015ae6f79d8d580b797e0bc4efcdc84e', 'MoveTicketOn')

export const AssignTicket: Persisted<AssignTicketMutation, AssignTicketMutationVariables> = persisted('sha256:504a1ddd038d3a7599003e8067bab53a69886f9e8955f06b037759c842fb6ed1', 'AssignTicket')

export const LinkTicketCost: Persisted<LinkTicketCostMutation, LinkTicketCostMutationVariables> = persisted('sha256:1409835033183b8d1b5245bb869745f887965d891343a0bb1af38da0f63219a7', 'LinkTicketCost')

export const RequestWorkPhoto: Persisted<RequestWorkPhotoMutation, RequestWorkPhotoMutationVariables> = persisted('sha256:4b83ebdf900604798ea5cb14d2ec7aa835efdc15dfcfa868a15d46b02022cc38', 'RequestWorkPhoto')

export const ShowPhotosOfTicket: Persisted<ShowPhotosOfTicketMutation, ShowPhotosOfTicketMutationVariables> = persisted('sha256:2a1ca826e4d7e1fa5b442e6b881636cf9f1c31ddb63ebfa74ba53ac6c05cc879', 'ShowPhotosOfTicket')
