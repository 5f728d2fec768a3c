// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../persisted.ts'

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

export type ChoiceMode =
  | 'SINGLE'
  | 'CONTESTED'
  | 'EQUAL';

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

export type OptionRole =
  | 'FOR'
  | 'AGAINST'
  | 'ABSTAIN'
  | 'CANDIDATE'
  | 'CHOICE';

export type PaperFragment = { readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState, readonly opensAt: string | null, readonly closesAt: string | null, readonly suspensionReason: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly title: string, readonly description: string, readonly mode: MatterMode, readonly choiceMode: ChoiceMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }> }> };

export type OwnUnitFragment = { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string };

export type StandingSubscriptionVariables = Exact<{
  ballotId: string;
}>;


export type StandingSubscription = { readonly ballotState: { readonly __typename: 'BallotStanding', readonly ballotId: string, readonly state: BallotState, readonly opensAt: string, readonly closesAt: string, readonly suspensionReason: string | null, readonly suspendedMatterIds: ReadonlyArray<string> } };

export type TurnoutFragment = { readonly __typename: 'Participation', readonly ballotId: string, readonly state: BallotState, readonly closesAt: string, readonly whole: { readonly __typename: 'Turnout', readonly units: number, readonly heads: number, readonly area: string, readonly castUnits: number, readonly castHeads: number, readonly castArea: string } };

export type TurnoutNowQueryVariables = Exact<{
  ballotId: string;
}>;


export type TurnoutNowQuery = { readonly participation: { readonly __typename: 'Participation', readonly ballotId: string, readonly state: BallotState, readonly closesAt: string, readonly whole: { readonly __typename: 'Turnout', readonly units: number, readonly heads: number, readonly area: string, readonly castUnits: number, readonly castHeads: number, readonly castArea: string } } | null };

export type TurnoutLiveSubscriptionVariables = Exact<{
  ballotId: string;
}>;


export type TurnoutLiveSubscription = { readonly participation: { readonly __typename: 'Participation', readonly ballotId: string, readonly state: BallotState, readonly closesAt: string, readonly whole: { readonly __typename: 'Turnout', readonly units: number, readonly heads: number, readonly area: string, readonly castUnits: number, readonly castHeads: number, readonly castArea: string } } };

export const Standing: Persisted<StandingSubscription, StandingSubscriptionVariables> = persisted('sha256:3a0f9964ad99428002e29da996029d4d32a70594e0c59696d954a7832ce4c500', 'Standing', "subscription Standing($ballotId: UUID!) {\n  ballotState(ballotId: $ballotId) {\n    __typename\n    ballotId\n    state\n    opensAt\n    closesAt\n    suspensionReason\n    suspendedMatterIds\n  }\n}\n")

export const TurnoutNow: Persisted<TurnoutNowQuery, TurnoutNowQueryVariables> = persisted('sha256:c7755d32dc91b72553d2052f6b1e0fde3e58a76aaa172dbcb08c0a2a1e504439', 'TurnoutNow')

export const TurnoutLive: Persisted<TurnoutLiveSubscription, TurnoutLiveSubscriptionVariables> = persisted('sha256:80e84f6382185f4bce207ec71d346f68ffbf9e9c18cb6b8016c9e71d658ff3a1', 'TurnoutLive', "subscription TurnoutLive($ballotId: UUID!) {\n  participation(ballotId: $ballotId) {\n    __typename\n    ...Turnout\n  }\n}\n\nfragment Turnout on Participation {\n  __typename\n  ballotId\n  state\n  closesAt\n  whole {\n    __typename\n    units\n    heads\n    area\n    castUnits\n    castHeads\n    castArea\n  }\n}\n")
