// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Audience =
  | 'EVERYONE'
  | 'NOT_VOTED';

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

export type ClearAlarmInput = {
  readonly alarmId: string;
  readonly reason: string;
};

export type CopyBallotInput = {
  readonly ballotId: string;
};

export type DeleteBallotInput = {
  readonly ballotId: string;
};

export type DeliveryChannel =
  | 'SMS'
  | 'APP';

export type ExtendBallotInput = {
  readonly ballotId: string;
  readonly reason: string;
};

export type MatterEffect =
  | 'REBUILDS'
  | 'CHANGES_COMMON_PARTS'
  | 'EARNS_FROM_COMMON_PARTS'
  | 'RAISES_REPAIR_FUND';

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

export type MessageOwnersInput = {
  readonly ballotId: string;
  readonly audience: Audience;
  readonly clientKey: string;
};

export type MessageState =
  | 'WAITING'
  | 'SENT'
  | 'FAILED'
  | 'EXPIRED';

export type MessageTemplate =
  | 'SMS_CODE'
  | 'STAFF_ACTIVATION'
  | 'BALLOT_OPENED'
  | 'BALLOT_REMINDER'
  | 'BALLOT_RESULT'
  | 'BALLOT_SUSPENDED'
  | 'BALLOT_EXTENDED'
  | 'VOTED_BY_CO_OWNER'
  | 'VOTED_ON_PAD'
  | 'MANUAL_REVIEW_APPROVED'
  | 'MANUAL_REVIEW_REJECTED'
  | 'MANUAL_REVIEW_MORE_ASKED'
  | 'TICKET_ANSWERED'
  | 'TICKET_FINISHED'
  | 'TICKET_DECLINED'
  | 'TICKET_ESCALATED'
  | 'TICKET_ESCALATED_TO_COMPANY'
  | 'TICKET_REOPENED';

export type NoticeState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'REJECTED'
  | 'APPROVED'
  | 'PUBLISHED';

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

export type ReleaseTallyInput = {
  readonly ballotId: string;
  readonly reason: string;
  readonly law?: string;
};

export type SuspendBallotInput = {
  readonly ballotId: string;
  readonly reason: string;
  readonly typedTitle: string;
};

export type SuspendMatterInput = {
  readonly matterId: string;
  readonly reason: string;
  readonly typedTitle: string;
};

export type WithdrawBallotInput = {
  readonly ballotId: string;
};

export type BallotHeadFragment = { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly firstClosesAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly agreed: boolean, readonly submittedAt: string | null, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly openedAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly closedAt: string | null, readonly publishedAt: string | null, readonly copiedFromId: string | null, readonly createdAt: string, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly hashes: { readonly __typename: 'FrozenHashes', readonly content: string | null, readonly rules: string | null, readonly notices: string | null, readonly scope: string | null, readonly roll: string | null }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } };

export type BallotShownFragment = { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly firstClosesAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly agreed: boolean, readonly submittedAt: string | null, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly openedAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly closedAt: string | null, readonly publishedAt: string | null, readonly copiedFromId: string | null, readonly createdAt: string, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly mode: MatterMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }>, readonly law: { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }>, readonly passing: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } | null }>, readonly hashes: { readonly __typename: 'FrozenHashes', readonly content: string | null, readonly rules: string | null, readonly notices: string | null, readonly scope: string | null, readonly roll: string | null }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } };

export type LawShownFragment = { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }>, readonly passing: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> };

export type BallotPageQueryVariables = Exact<{
  id: string;
}>;


export type BallotPageQuery = { readonly now: string, readonly ballot: { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly firstClosesAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly agreed: boolean, readonly submittedAt: string | null, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly openedAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly closedAt: string | null, readonly publishedAt: string | null, readonly copiedFromId: string | null, readonly createdAt: string, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly mode: MatterMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }>, readonly law: { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }>, readonly passing: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } | null }>, readonly hashes: { readonly __typename: 'FrozenHashes', readonly content: string | null, readonly rules: string | null, readonly notices: string | null, readonly scope: string | null, readonly roll: string | null }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } } | null };

export type BallotTimelineQueryVariables = Exact<{
  id: string;
}>;


export type BallotTimelineQuery = { readonly ballotTimeline: { readonly __typename: 'TimelineEntryConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'TimelineEntry', readonly action: string, readonly at: string, readonly body: string, readonly actorName: string | null, readonly reason: string | null }> } | null };

export type BallotAlarmsQueryVariables = Exact<{
  id: string;
}>;


export type BallotAlarmsQuery = { readonly alarms: { readonly __typename: 'AlarmConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Alarm', readonly id: string, readonly kind: string, readonly detail: unknown, readonly raisedAt: string }> } };

export type BallotTurnoutFiguresFragment = { readonly __typename: 'Turnout', readonly units: number, readonly heads: number, readonly area: string, readonly castUnits: number, readonly castHeads: number, readonly castArea: string, readonly padUnits: number, readonly padHeads: number, readonly padArea: string };

export type BallotTurnoutFragment = { readonly __typename: 'Participation', readonly ballotId: string, readonly state: BallotState, readonly closesAt: string, readonly whole: { readonly __typename: 'Turnout', readonly units: number, readonly heads: number, readonly area: string, readonly castUnits: number, readonly castHeads: number, readonly castArea: string, readonly padUnits: number, readonly padHeads: number, readonly padArea: string }, readonly buildings: ReadonlyArray<{ readonly __typename: 'BuildingTurnout', readonly buildingId: string, readonly building: string, readonly turnout: { readonly __typename: 'Turnout', readonly units: number, readonly heads: number, readonly area: string, readonly castUnits: number, readonly castHeads: number, readonly castArea: string, readonly padUnits: number, readonly padHeads: number, readonly padArea: string } | null }> };

export type BallotProgressQueryVariables = Exact<{
  id: string;
}>;


export type BallotProgressQuery = { readonly participation: { readonly __typename: 'Participation', readonly ballotId: string, readonly state: BallotState, readonly closesAt: string, readonly whole: { readonly __typename: 'Turnout', readonly units: number, readonly heads: number, readonly area: string, readonly castUnits: number, readonly castHeads: number, readonly castArea: string, readonly padUnits: number, readonly padHeads: number, readonly padArea: string }, readonly buildings: ReadonlyArray<{ readonly __typename: 'BuildingTurnout', readonly buildingId: string, readonly building: string, readonly turnout: { readonly __typename: 'Turnout', readonly units: number, readonly heads: number, readonly area: string, readonly castUnits: number, readonly castHeads: number, readonly castArea: string, readonly padUnits: number, readonly padHeads: number, readonly padArea: string } | null }> } | null };

export type BallotProgressLiveSubscriptionVariables = Exact<{
  id: string;
}>;


export type BallotProgressLiveSubscription = { readonly participation: { readonly __typename: 'Participation', readonly ballotId: string, readonly state: BallotState, readonly closesAt: string, readonly whole: { readonly __typename: 'Turnout', readonly units: number, readonly heads: number, readonly area: string, readonly castUnits: number, readonly castHeads: number, readonly castArea: string, readonly padUnits: number, readonly padHeads: number, readonly padArea: string }, readonly buildings: ReadonlyArray<{ readonly __typename: 'BuildingTurnout', readonly buildingId: string, readonly building: string, readonly turnout: { readonly __typename: 'Turnout', readonly units: number, readonly heads: number, readonly area: string, readonly castUnits: number, readonly castHeads: number, readonly castArea: string, readonly padUnits: number, readonly padHeads: number, readonly padArea: string } | null }> } };

export type BallotStandingLiveSubscriptionVariables = Exact<{
  id: string;
}>;


export type BallotStandingLiveSubscription = { readonly ballotState: { readonly __typename: 'BallotStanding', readonly ballotId: string, readonly state: BallotState, readonly opensAt: string, readonly closesAt: string, readonly suspensionReason: string | null, readonly suspendedMatterIds: ReadonlyArray<string> } };

export type BallotBroadcastsQueryVariables = Exact<{
  id: string;
}>;


export type BallotBroadcastsQuery = { readonly now: string, readonly broadcasts: { readonly __typename: 'BroadcastConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Broadcast', readonly id: string, readonly template: MessageTemplate, readonly audience: Audience, readonly createdAt: string, readonly expandedAt: string | null, readonly recipients: number | null, readonly reach: ReadonlyArray<{ readonly __typename: 'ChannelReach', readonly channel: DeliveryChannel, readonly waiting: number, readonly delivered: number, readonly failed: number, readonly expired: number }> }> } };

export type ChannelFiguresFragment = { readonly __typename: 'ChannelReach', readonly channel: DeliveryChannel, readonly waiting: number, readonly delivered: number, readonly failed: number, readonly expired: number };

export type BroadcastForecastQueryVariables = Exact<{
  id: string;
}>;


export type BroadcastForecastQuery = { readonly now: string, readonly broadcastForecast: { readonly __typename: 'BroadcastForecast', readonly ballotId: string, readonly audiences: ReadonlyArray<{ readonly __typename: 'AudienceForecast', readonly audience: Audience, readonly owners: number, readonly writtenToday: number, readonly recipients: number }>, readonly today: ReadonlyArray<{ readonly __typename: 'Broadcast', readonly id: string, readonly audience: Audience, readonly createdAt: string, readonly recipients: number | null, readonly reach: ReadonlyArray<{ readonly __typename: 'ChannelReach', readonly channel: DeliveryChannel, readonly waiting: number, readonly delivered: number, readonly failed: number, readonly expired: number }> }> } | null };

export type BroadcastDeliveriesQueryVariables = Exact<{
  broadcastId: string;
  state?: MessageState | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type BroadcastDeliveriesQuery = { readonly deliveries: { readonly __typename: 'DeliveryConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Delivery', readonly id: string, readonly maskedPhone: string | null, readonly state: MessageState, readonly attempts: number, readonly createdAt: string, readonly sentAt: string | null, readonly lastFault: string | null }> } };

export type SuspendBallotMutationVariables = Exact<{
  input: SuspendBallotInput;
}>;


export type SuspendBallotMutation = { readonly suspendBallot:
    | { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly firstClosesAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly agreed: boolean, readonly submittedAt: string | null, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly openedAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly closedAt: string | null, readonly publishedAt: string | null, readonly copiedFromId: string | null, readonly createdAt: string, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly mode: MatterMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }>, readonly law: { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }>, readonly passing: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } | null }>, readonly hashes: { readonly __typename: 'FrozenHashes', readonly content: string | null, readonly rules: string | null, readonly notices: string | null, readonly scope: string | null, readonly roll: string | null }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type SuspendMatterMutationVariables = Exact<{
  input: SuspendMatterInput;
}>;


export type SuspendMatterMutation = { readonly suspendMatter:
    | { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly firstClosesAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly agreed: boolean, readonly submittedAt: string | null, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly openedAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly closedAt: string | null, readonly publishedAt: string | null, readonly copiedFromId: string | null, readonly createdAt: string, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly mode: MatterMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }>, readonly law: { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }>, readonly passing: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } | null }>, readonly hashes: { readonly __typename: 'FrozenHashes', readonly content: string | null, readonly rules: string | null, readonly notices: string | null, readonly scope: string | null, readonly roll: string | null }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type ExtendBallotMutationVariables = Exact<{
  input: ExtendBallotInput;
}>;


export type ExtendBallotMutation = { readonly extendBallot:
    | { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly firstClosesAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly agreed: boolean, readonly submittedAt: string | null, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly openedAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly closedAt: string | null, readonly publishedAt: string | null, readonly copiedFromId: string | null, readonly createdAt: string, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly mode: MatterMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }>, readonly law: { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }>, readonly passing: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } | null }>, readonly hashes: { readonly __typename: 'FrozenHashes', readonly content: string | null, readonly rules: string | null, readonly notices: string | null, readonly scope: string | null, readonly roll: string | null }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
    | { readonly __typename: 'AlreadyExtended', readonly code: string, readonly message: string, readonly itsExtendedAt: string }
   };

export type MessageOwnersMutationVariables = Exact<{
  input: MessageOwnersInput;
}>;


export type MessageOwnersMutation = { readonly messageOwners:
    | { readonly __typename: 'OwnersMessaged', readonly broadcast: { readonly __typename: 'Broadcast', readonly id: string, readonly ballotId: string, readonly audience: Audience, readonly createdAt: string, readonly recipients: number | null, readonly expandedAt: string | null } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
    | { readonly __typename: 'KeyAlreadyUsed', readonly code: string, readonly message: string }
   };

export type CopyBallotMutationVariables = Exact<{
  input: CopyBallotInput;
}>;


export type CopyBallotMutation = { readonly copyBallot:
    | { readonly __typename: 'Ballot', readonly id: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type DeleteBallotMutationVariables = Exact<{
  input: DeleteBallotInput;
}>;


export type DeleteBallotMutation = { readonly deleteBallot:
    | { readonly __typename: 'BallotDeleted', readonly ballotId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type WithdrawBallotMutationVariables = Exact<{
  input: WithdrawBallotInput;
}>;


export type WithdrawBallotMutation = { readonly withdrawBallot:
    | { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly firstClosesAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly agreed: boolean, readonly submittedAt: string | null, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly openedAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly closedAt: string | null, readonly publishedAt: string | null, readonly copiedFromId: string | null, readonly createdAt: string, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly effects: ReadonlyArray<MatterEffect>, readonly title: string, readonly description: string, readonly choiceMode: ChoiceMode, readonly mode: MatterMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }>, readonly law: { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }>, readonly passing: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } | null }>, readonly hashes: { readonly __typename: 'FrozenHashes', readonly content: string | null, readonly rules: string | null, readonly notices: string | null, readonly scope: string | null, readonly roll: string | null }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type ClearBallotAlarmMutationVariables = Exact<{
  input: ClearAlarmInput;
}>;


export type ClearBallotAlarmMutation = { readonly clearAlarm:
    | { readonly __typename: 'Alarm', readonly id: string, readonly clearedAt: string | null, readonly clearedReason: string | null }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type ReleaseTallyMutationVariables = Exact<{
  input: ReleaseTallyInput;
}>;


export type ReleaseTallyMutation = { readonly releaseTally:
    | { readonly __typename: 'TallyReleased', readonly ballotId: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export const BallotPage: Persisted<BallotPageQuery, BallotPageQueryVariables> = persisted('sha256:093b251861ebf2ccec89f306ddc611073d8ea6bad3235d2d3655c89d4c8aca20', 'BallotPage')

export const BallotTimeline: Persisted<BallotTimelineQuery, BallotTimelineQueryVariables> = persisted('sha256:b35afaf2549d4344253dc48c5afc4bb38f15b0dc2146309feff196c5b976b32b', 'BallotTimeline')

export const BallotAlarms: Persisted<BallotAlarmsQuery, BallotAlarmsQueryVariables> = persisted('sha256:c7533356918970d21ba0791b1c40b387aad8c7e889a8ec0f2d5203f8cfeee91a', 'BallotAlarms')

export const BallotProgress: Persisted<BallotProgressQuery, BallotProgressQueryVariables> = persisted('sha256:4faf77e22da0511113594b52781d333739b97e11e1b96f07b263f3e17db3f064', 'BallotProgress')

export const BallotProgressLive: Persisted<BallotProgressLiveSubscription, BallotProgressLiveSubscriptionVariables> = persisted('sha256:a80cc9528fcda4843a9bef789330977f6b5f2ecd1549dbb01c5f212e122245cc', 'BallotProgressLive', "subscription BallotProgressLive($id: UUID!) {\n  participation(ballotId: $id) {\n    __typename\n    ...BallotTurnout\n  }\n}\n\nfragment BallotTurnout on Participation {\n  __typename\n  ballotId\n  state\n  closesAt\n  whole {\n    __typename\n    ...BallotTurnoutFigures\n  }\n  buildings {\n    __typename\n    buildingId\n    building\n    turnout {\n      __typename\n      ...BallotTurnoutFigures\n    }\n  }\n}\n\nfragment BallotTurnoutFigures on Turnout {\n  __typename\n  units\n  heads\n  area\n  castUnits\n  castHeads\n  castArea\n  padUnits\n  padHeads\n  padArea\n}\n")

export const BallotStandingLive: Persisted<BallotStandingLiveSubscription, BallotStandingLiveSubscriptionVariables> = persisted('sha256:29f32948b2e2dcff8c175e805d79cb248285f8cec1e60cd985423473a3ec9d43', 'BallotStandingLive', "subscription BallotStandingLive($id: UUID!) {\n  ballotState(ballotId: $id) {\n    __typename\n    ballotId\n    state\n    opensAt\n    closesAt\n    suspensionReason\n    suspendedMatterIds\n  }\n}\n")

export const BallotBroadcasts: Persisted<BallotBroadcastsQuery, BallotBroadcastsQueryVariables> = persisted('sha256:c7721226d379d5d7822789dc3fb6f6e5de1cd39ce9f3bbbff8cf09e22f1fbb5b', 'BallotBroadcasts')

export const BroadcastForecast: Persisted<BroadcastForecastQuery, BroadcastForecastQueryVariables> = persisted('sha256:b5b9243d56b611f70b279cbeda48566fee85939a74393f013865f55923e51cfc', 'BroadcastForecast')

export const BroadcastDeliveries: Persisted<BroadcastDeliveriesQuery, BroadcastDeliveriesQueryVariables> = persisted('sha256:a772515dbdd6f919b604f8f6519704c4c694872290bd844d14f37f6517b7b8d8', 'BroadcastDeliveries')

export const SuspendBallot: Persisted<SuspendBallotMutation, SuspendBallotMutationVariables> = persisted('sha256:dc6b4aaac7e7cf7d7be7abf904c43ca71279c72bafdc7644a61348d87fc52c4b', 'SuspendBallot')

export const SuspendMatter: Persisted<SuspendMatterMutation, SuspendMatterMutationVariables> = persisted('sha256:9859c610974e4a8636d207fd775835c89fc46705a2ff9542e749905a299a3535', 'SuspendMatter')

export const ExtendBallot: Persisted<ExtendBallotMutation, ExtendBallotMutationVariables> = persisted('sha256:31686518f1ebdb396be7f6b40669986a0fd7bf25d740db2d4732aa4933114e6f', 'ExtendBallot')

export const MessageOwners: Persisted<MessageOwnersMutation, MessageOwnersMutationVariables> = persisted('sha256:ba902ff8706dd76ba33b968854b1749e42a003c47df2b37a65bcdc558b92d369', 'MessageOwners')

export const CopyBallot: Persisted<CopyBallotMutation, CopyBallotMutationVariables> = persisted('sha256:1d1c755a671b62b6cfd2dda64f04567de45af0f5da61f2496ca834d832c1e761', 'CopyBallot')

export const DeleteBallot: Persisted<DeleteBallotMutation, DeleteBallotMutationVariables> = persisted('sha256:b76467ad247ddcfa1b42183c1aea2a9f6fca12e9ec37aabc2ef5b1366b6f22d5', 'DeleteBallot')

export const WithdrawBallot: Persisted<WithdrawBallotMutation, WithdrawBallotMutationVariables> = persisted('sha256:6722179882de06ccf3c7b8e6c0cc1e37b63488fcdc56a5e99416e72a7c43bfa3', 'WithdrawBallot')

export const ClearBallotAlarm: Persisted<ClearBallotAlarmMutation, ClearBallotAlarmMutationVariables> = persisted('sha256:a670813d0e649d1169dbbd7583ee025fe385e2b28417c31c2c494c36fcf1b5db', 'ClearBallotAlarm')

export const ReleaseTally: Persisted<ReleaseTallyMutation, ReleaseTallyMutationVariables> = persisted('sha256:2a1975644c8dceddde4f2384a1a528fced05b5a7894c572527eb94d6aad77cf7', 'ReleaseTally')
