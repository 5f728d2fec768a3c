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

export type NoticeState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'REJECTED'
  | 'APPROVED'
  | 'PUBLISHED';

export type OrganizerKind =
  | 'PREPARATORY_GROUP'
  | 'COMMITTEE'
  | 'PROPERTY_COMPANY'
  | 'STREET';

export type Outcome =
  | 'ADOPTED'
  | 'NOT_ADOPTED'
  | 'ELECTED'
  | 'INCOMPLETE'
  | 'RUN_OFF'
  | 'SUSPENDED';

export type BallotResultPageQueryVariables = Exact<{
  id: string;
}>;


export type BallotResultPageQuery = { readonly ballot: { readonly __typename: 'Ballot', readonly title: string, readonly state: BallotState, readonly organizerName: string | null, readonly opensAt: string | null, readonly closesAt: string | null, readonly firstClosesAt: string | null, readonly lastDay: string | null, readonly wholeEstate: boolean, readonly scopeReason: string | null, readonly agreed: boolean, readonly submittedAt: string | null, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly openedAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly suspendedAt: string | null, readonly suspensionReason: string | null, readonly closedAt: string | null, readonly publishedAt: string | null, readonly copiedFromId: string | null, readonly createdAt: string, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly organizerKind: OrganizerKind, readonly organizerId: string | null, readonly hashes: { readonly __typename: 'FrozenHashes', readonly content: string | null, readonly rules: string | null, readonly notices: string | null, readonly scope: string | null, readonly roll: string | null }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly state: NoticeState, readonly publishedAt: string | null, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }> } | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } } } | null, readonly result: { readonly __typename: 'BallotResult', readonly ballotId: string, readonly publishedAt: string, readonly closesOn: string, readonly allHeads: number, readonly allArea: string, readonly castings: number, readonly padCastings: number, readonly transfers: number, readonly transfersRecordedAfterTheClose: number, readonly releaseReason: string | null, readonly settingsInWords: ReadonlyArray<string>, readonly inputDigest: string, readonly rollHash: string, readonly participating: { readonly __typename: 'ResultShare', readonly heads: number, readonly area: string, readonly headsPercentage: string, readonly areaPercentage: string }, readonly matters: ReadonlyArray<{ readonly __typename: 'MatterResult', readonly id: string, readonly title: string, readonly kind: MatterKind, readonly mode: MatterMode, readonly ruleSet: string, readonly law: string, readonly outcome: Outcome, readonly reason: string, readonly elected: ReadonlyArray<string>, readonly runOff: ReadonlyArray<string>, readonly vacantSeats: number | null, readonly strict: unknown, readonly heads: { readonly __typename: 'Figures', readonly all: string, readonly participating: string, readonly inFavour: string, readonly against: string, readonly abstain: string } | null, readonly area: { readonly __typename: 'Figures', readonly all: string, readonly participating: string, readonly inFavour: string, readonly against: string, readonly abstain: string } | null, readonly tests: ReadonlyArray<{ readonly __typename: 'LegalTest', readonly stage: string, readonly dimension: string, readonly numerator: string, readonly denominator: string, readonly operator: string, readonly fraction: string, readonly percentage: string, readonly holds: boolean, readonly missing: string, readonly law: string, readonly sentence: string }>, readonly options: ReadonlyArray<{ readonly __typename: 'OptionResult', readonly id: string, readonly label: string, readonly heads: number, readonly area: string, readonly passes: boolean, readonly tests: ReadonlyArray<{ readonly __typename: 'LegalTest', readonly stage: string, readonly dimension: string, readonly numerator: string, readonly denominator: string, readonly operator: string, readonly fraction: string, readonly percentage: string, readonly holds: boolean, readonly missing: string, readonly law: string, readonly sentence: string }> }> }> } | null };

export type BallotTestShownFragment = { readonly __typename: 'LegalTest', readonly stage: string, readonly dimension: string, readonly numerator: string, readonly denominator: string, readonly operator: string, readonly fraction: string, readonly percentage: string, readonly holds: boolean, readonly missing: string, readonly law: string, readonly sentence: string };

export type BallotUnitsQueryVariables = Exact<{
  id: string;
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type BallotUnitsQuery = { readonly unitParticipation: { readonly __typename: 'UnitVoteConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'UnitVote', readonly unitId: string, readonly building: string, readonly entrance: string, readonly room: string, readonly area: string, readonly counted: boolean, readonly voted: boolean }> } };

export const BallotResultPage: Persisted<BallotResultPageQuery, BallotResultPageQueryVariables> = persisted('sha256:bf6538dc31251639e313e467e2cbc0024410df537326f15783cc22442f79b5cc', 'BallotResultPage')

export const BallotUnits: Persisted<BallotUnitsQuery, BallotUnitsQueryVariables> = persisted('sha256:9cdf8a37526c5c4a8dbb3c649a2ee20517e08db05d526af72aca97e2548ee593', 'BallotUnits')
