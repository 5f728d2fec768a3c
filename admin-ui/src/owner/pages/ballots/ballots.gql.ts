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

export type CastBallotInput = {
  readonly ballotId: string;
  readonly clientKey: string;
  readonly choices: ReadonlyArray<MatterChoiceInput>;
};

export type Channel =
  | 'APP'
  | 'PAD'
  | 'LATE_CERTIFICATION';

export type ChoiceMode =
  | 'SINGLE'
  | 'CONTESTED'
  | 'EQUAL';

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

export type Outcome =
  | 'ADOPTED'
  | 'NOT_ADOPTED'
  | 'ELECTED'
  | 'INCOMPLETE'
  | 'RUN_OFF'
  | 'SUSPENDED';

export type MyPartFragment = { readonly __typename: 'Ballot', readonly id: string, readonly myWeight: { readonly __typename: 'Weight', readonly heads: number, readonly area: string, readonly castUnitIds: ReadonlyArray<string>, readonly units: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }>, readonly earlier: { readonly __typename: 'EarlierVote', readonly castAt: string, readonly maskedName: string, readonly byYourself: boolean } | null } | null, readonly myReceipts: ReadonlyArray<{ readonly __typename: 'Receipt', readonly id: string, readonly castAt: string, readonly heads: number, readonly area: string, readonly channel: Channel }> };

export type MyBallotsQueryVariables = Exact<{
  first: number;
  states?: ReadonlyArray<BallotState> | BallotState | null | undefined;
}>;


export type MyBallotsQuery = { readonly ballots: { readonly __typename: 'BallotConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState, readonly opensAt: string | null, readonly closesAt: string | null, readonly publishedAt: string | null, readonly suspendedAt: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly myWeight: { readonly __typename: 'Weight', readonly heads: number, readonly area: string, readonly unitIds: ReadonlyArray<string>, readonly castUnitIds: ReadonlyArray<string>, readonly earlier: { readonly __typename: 'EarlierVote', readonly castAt: string, readonly maskedName: string, readonly byYourself: boolean } | null } | null, readonly myReceipts: ReadonlyArray<{ readonly __typename: 'Receipt', readonly id: string, readonly castAt: string }> }> } };

export type BallotLineFragment = { readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState, readonly opensAt: string | null, readonly closesAt: string | null, readonly publishedAt: string | null, readonly suspendedAt: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly myWeight: { readonly __typename: 'Weight', readonly heads: number, readonly area: string, readonly unitIds: ReadonlyArray<string>, readonly castUnitIds: ReadonlyArray<string>, readonly earlier: { readonly __typename: 'EarlierVote', readonly castAt: string, readonly maskedName: string, readonly byYourself: boolean } | null } | null, readonly myReceipts: ReadonlyArray<{ readonly __typename: 'Receipt', readonly id: string, readonly castAt: string }> };

export type BallotShownQueryVariables = Exact<{
  id: string;
}>;


export type BallotShownQuery = { readonly ballot: { readonly __typename: 'Ballot', readonly firstClosesAt: string | null, readonly extendedAt: string | null, readonly extensionReason: string | null, readonly publishedAt: string | null, readonly scopeReason: string | null, readonly wholeEstate: boolean, readonly organizerKind: OrganizerKind, readonly organizerName: string | null, readonly settingsInWords: ReadonlyArray<string>, readonly id: string, readonly title: string, readonly state: BallotState, readonly opensAt: string | null, readonly closesAt: string | null, readonly suspensionReason: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly publicity: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly publishedAt: string | null } | null, readonly announcement: { readonly __typename: 'Notice', readonly id: string, readonly title: string, readonly publishedAt: string | null } | null, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly title: string, readonly description: string, readonly mode: MatterMode, readonly choiceMode: ChoiceMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspensionReason: string | null, readonly law: { readonly __typename: 'Law', readonly id: string, readonly law: string, readonly sentences: ReadonlyArray<string>, readonly quorum: ReadonlyArray<{ readonly __typename: 'LegalDemand', readonly dimension: string, readonly numerator: string, readonly base: string, readonly operator: string, readonly fraction: string }> } | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }> }> } | null };

export type MyPartShownQueryVariables = Exact<{
  id: string;
}>;


export type MyPartShownQuery = { readonly ballot: { readonly __typename: 'Ballot', readonly id: string, readonly myWeight: { readonly __typename: 'Weight', readonly heads: number, readonly area: string, readonly castUnitIds: ReadonlyArray<string>, readonly units: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }>, readonly earlier: { readonly __typename: 'EarlierVote', readonly castAt: string, readonly maskedName: string, readonly byYourself: boolean } | null } | null, readonly myReceipts: ReadonlyArray<{ readonly __typename: 'Receipt', readonly id: string, readonly castAt: string, readonly heads: number, readonly area: string, readonly channel: Channel }> } | null };

export type BoothShownQueryVariables = Exact<{
  id: string;
}>;


export type BoothShownQuery = { readonly ballot: { readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState, readonly opensAt: string | null, readonly closesAt: string | null, readonly suspensionReason: string | null, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly title: string, readonly description: string, readonly mode: MatterMode, readonly choiceMode: ChoiceMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }> }>, readonly myWeight: { readonly __typename: 'Weight', readonly heads: number, readonly area: string, readonly castUnitIds: ReadonlyArray<string>, readonly units: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }>, readonly earlier: { readonly __typename: 'EarlierVote', readonly castAt: string, readonly maskedName: string, readonly byYourself: boolean } | null } | null, readonly myReceipts: ReadonlyArray<{ readonly __typename: 'Receipt', readonly id: string, readonly castAt: string, readonly heads: number, readonly area: string, readonly channel: Channel }> } | null };

export type CastBallotMutationVariables = Exact<{
  input: CastBallotInput;
}>;


export type CastBallotMutation = { readonly castBallot:
    | { readonly __typename: 'Receipt', readonly id: string, readonly castAt: string, readonly heads: number, readonly area: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'FreshCodeNeeded', readonly code: string, readonly message: string }
    | { readonly __typename: 'BallotNotOpenYet', readonly code: string, readonly message: string, readonly itsOpensAt: string }
    | { readonly __typename: 'BallotClosed', readonly code: string, readonly message: string, readonly itsClosedAt: string }
    | { readonly __typename: 'BallotSuspended', readonly code: string, readonly message: string, readonly itsReason: string }
    | { readonly __typename: 'ChoicesNotValid', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NoUnitInScope', readonly code: string, readonly message: string }
    | { readonly __typename: 'AlreadyVoted', readonly code: string, readonly message: string, readonly itsCastAt: string, readonly itsMaskedName: string, readonly itsByYourself: boolean, readonly itsReceiptId: string | null }
    | { readonly __typename: 'KeyAlreadyUsed', readonly code: string, readonly message: string }
   };

export type ReceiptOfKeyQueryVariables = Exact<{
  clientKey: string;
}>;


export type ReceiptOfKeyQuery = { readonly receiptOfKey: { readonly __typename: 'Receipt', readonly id: string, readonly castAt: string, readonly heads: number, readonly area: string } | null };

export type MyVotesShownQueryVariables = Exact<{
  id: string;
}>;


export type MyVotesShownQuery = { readonly ballot: { readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState, readonly opensAt: string | null, readonly closesAt: string | null, readonly suspensionReason: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly matters: ReadonlyArray<{ readonly __typename: 'Matter', readonly id: string, readonly position: number, readonly kind: MatterKind, readonly title: string, readonly description: string, readonly mode: MatterMode, readonly choiceMode: ChoiceMode, readonly seats: number | null, readonly maxPicks: number | null, readonly state: MatterState, readonly suspensionReason: string | null, readonly options: ReadonlyArray<{ readonly __typename: 'Option', readonly id: string, readonly position: number, readonly label: string, readonly role: OptionRole | null }> }> } | null, readonly myVotes: ReadonlyArray<{ readonly __typename: 'OwnVote', readonly receipt: { readonly __typename: 'Receipt', readonly id: string, readonly castAt: string, readonly heads: number, readonly area: string, readonly channel: Channel, readonly units: ReadonlyArray<{ readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }> }, readonly choices: ReadonlyArray<{ readonly __typename: 'Choice', readonly matterId: string, readonly optionIds: ReadonlyArray<string> }> }> };

export type ResultShownQueryVariables = Exact<{
  id: string;
}>;


export type ResultShownQuery = { readonly ballot: { readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState, readonly closesAt: string | null, readonly publishedAt: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string }, readonly roll: { readonly __typename: 'RollTotals', readonly units: number, readonly heads: number, readonly area: string } | null } | null, readonly result: { readonly __typename: 'BallotResult', readonly ballotId: string, readonly publishedAt: string, readonly closesOn: string, readonly allHeads: number, readonly allArea: string, readonly castings: number, readonly padCastings: number, readonly transfers: number, readonly transfersRecordedAfterTheClose: number, readonly releaseReason: string | null, readonly settingsInWords: ReadonlyArray<string>, readonly inputDigest: string, readonly rollHash: string, readonly participating: { readonly __typename: 'ResultShare', readonly heads: number, readonly area: string, readonly headsPercentage: string, readonly areaPercentage: string }, readonly matters: ReadonlyArray<{ readonly __typename: 'MatterResult', readonly id: string, readonly title: string, readonly kind: MatterKind, readonly mode: MatterMode, readonly ruleSet: string, readonly law: string, readonly outcome: Outcome, readonly reason: string, readonly elected: ReadonlyArray<string>, readonly runOff: ReadonlyArray<string>, readonly vacantSeats: number | null, readonly heads: { readonly __typename: 'Figures', readonly all: string, readonly participating: string, readonly inFavour: string, readonly against: string, readonly abstain: string } | null, readonly area: { readonly __typename: 'Figures', readonly all: string, readonly participating: string, readonly inFavour: string, readonly against: string, readonly abstain: string } | null, readonly tests: ReadonlyArray<{ readonly __typename: 'LegalTest', readonly stage: string, readonly dimension: string, readonly numerator: string, readonly denominator: string, readonly operator: string, readonly fraction: string, readonly percentage: string, readonly holds: boolean, readonly missing: string, readonly law: string, readonly sentence: string }>, readonly options: ReadonlyArray<{ readonly __typename: 'OptionResult', readonly id: string, readonly label: string, readonly heads: number, readonly area: string, readonly passes: boolean, readonly tests: ReadonlyArray<{ readonly __typename: 'LegalTest', readonly stage: string, readonly dimension: string, readonly numerator: string, readonly denominator: string, readonly operator: string, readonly fraction: string, readonly percentage: string, readonly holds: boolean, readonly missing: string, readonly law: string, readonly sentence: string }> }> }> } | null };

export type TestShownFragment = { readonly __typename: 'LegalTest', readonly stage: string, readonly dimension: string, readonly numerator: string, readonly denominator: string, readonly operator: string, readonly fraction: string, readonly percentage: string, readonly holds: boolean, readonly missing: string, readonly law: string, readonly sentence: string };

export type UnitsShownQueryVariables = Exact<{
  id: string;
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type UnitsShownQuery = { readonly ballot: { readonly __typename: 'Ballot', readonly id: string, readonly title: string, readonly state: BallotState } | null, readonly unitParticipation: { readonly __typename: 'UnitVoteConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'UnitVote', readonly unitId: string, readonly building: string, readonly entrance: string, readonly room: string, readonly area: string, readonly counted: boolean, readonly voted: boolean }> } };

export const MyBallots: Persisted<MyBallotsQuery, MyBallotsQueryVariables> = persisted('sha256:d5470e97edc8a422f450e873d0bd3380dabb97041c3d1c14e54553a0efe920b8', 'MyBallots')

export const BallotShown: Persisted<BallotShownQuery, BallotShownQueryVariables> = persisted('sha256:419be05e1bdd45fc4279ae51578674428f56e94d03177fc063fc8c967e2a8bb7', 'BallotShown')

export const MyPartShown: Persisted<MyPartShownQuery, MyPartShownQueryVariables> = persisted('sha256:b655ef67d60c1aaa4c064a224d69e8fb67a4784f095b04570cd9e3158ec49bfe', 'MyPartShown')

export const BoothShown: Persisted<BoothShownQuery, BoothShownQueryVariables> = persisted('sha256:aa555d88982d779d835b3d6ce54a4ffb83f68246bf5122a03a5f7b8ebdf53af1', 'BoothShown')

export const CastBallot: Persisted<CastBallotMutation, CastBallotMutationVariables> = persisted('sha256:27d344d1c542df5429173058f3a57d945aeb7b485114ae14ab099385f185e075', 'CastBallot')

export const ReceiptOfKey: Persisted<ReceiptOfKeyQuery, ReceiptOfKeyQueryVariables> = persisted('sha256:252a66ade0ba1e9df64499e451bca7e25f0562fdee6af04fd7620e23a232af19', 'ReceiptOfKey')

export const MyVotesShown: Persisted<MyVotesShownQuery, MyVotesShownQueryVariables> = persisted('sha256:362803ebd3225e09419ae0cc346db962a02b1383e2177fab21fa253c88bdac8f', 'MyVotesShown')

export const ResultShown: Persisted<ResultShownQuery, ResultShownQueryVariables> = persisted('sha256:72cf6730daa3cfe6a0649cb3a19a10763ee2c0561d33868fea47a7e6cc7ff18e', 'ResultShown')

export const UnitsShown: Persisted<UnitsShownQuery, UnitsShownQueryVariables> = persisted('sha256:68896841a4da10978ca772dfd9989357f023719971ce8b365429b53c43418d3e', 'UnitsShown')
