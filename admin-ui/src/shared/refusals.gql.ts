// Made by `npm run types` from schema/schema.graphql.
export interface Fault { path: string; message: string }

/** Everything that the API can refuse, as `...Refused` asks for it. */
export type Refusal =
  | { __typename: 'AccountBelongsToAnotherOwner'; code: string; message: string }
  | { __typename: 'ActivationNotValid'; code: string; message: string }
  | { __typename: 'AlreadyAnswered'; code: string; message: string; itsAnsweredAt: string }
  | { __typename: 'AlreadyExtended'; code: string; message: string; itsExtendedAt: string }
  | { __typename: 'AlreadyRated'; code: string; message: string; itsQuarter: string; itsRatedAt: string; itsByYourself: boolean }
  | { __typename: 'AlreadyUnderReview'; code: string; message: string; itsSubmittedAt: string }
  | { __typename: 'AlreadyVoted'; code: string; message: string; itsCastAt: string; itsMaskedName: string; itsByYourself: boolean; itsReceiptId: string | null }
  | { __typename: 'BallotClosed'; code: string; message: string; itsClosedAt: string }
  | { __typename: 'BallotNotOpenYet'; code: string; message: string; itsOpensAt: string }
  | { __typename: 'BallotNotReady'; code: string; message: string; faults: readonly Fault[] }
  | { __typename: 'BallotSuspended'; code: string; message: string; itsReason: string }
  | { __typename: 'CardReadOver'; code: string; message: string; itsState: string }
  | { __typename: 'ChoicesNotValid'; code: string; message: string; faults: readonly Fault[] }
  | { __typename: 'ContentChanged'; code: string; message: string }
  | { __typename: 'DeviceInUse'; code: string; message: string; itsUntil: string }
  | { __typename: 'DeviceNotAccepted'; code: string; message: string }
  | { __typename: 'EnrolmentCodeNotValid'; code: string; message: string }
  | { __typename: 'EnvelopeRefused'; code: string; message: string }
  | { __typename: 'EstateNotCompleted'; code: string; message: string }
  | { __typename: 'EstateNotReady'; code: string; message: string; faults: readonly Fault[] }
  | { __typename: 'FreshCodeNeeded'; code: string; message: string }
  | { __typename: 'InvalidInput'; code: string; message: string; faults: readonly Fault[] }
  | { __typename: 'KeyAlreadyUsed'; code: string; message: string }
  | { __typename: 'ManualReviewDecided'; code: string; message: string; itsOutcome: string; itsDecidedAt: string; itsMaskedName: string }
  | { __typename: 'MatchNotTried'; code: string; message: string }
  | { __typename: 'MatchTokenNotValid'; code: string; message: string }
  | { __typename: 'NoCertifiedUnit'; code: string; message: string }
  | { __typename: 'NoUnitInScope'; code: string; message: string }
  | { __typename: 'NotFound'; code: string; message: string }
  | { __typename: 'NotInThisState'; code: string; message: string; itsState: string }
  | { __typename: 'NotSignedIn'; code: string; message: string }
  | { __typename: 'OwnerHasAnotherAccount'; code: string; message: string; itsMaskedPhone: string }
  | { __typename: 'OwnerNotMatched'; code: string; message: string }
  | { __typename: 'PadSessionOver'; code: string; message: string }
  | { __typename: 'ReaderNotAccepted'; code: string; message: string }
  | { __typename: 'ReviewedByItsSubmitter'; code: string; message: string }
  | { __typename: 'ReviewerIsParty'; code: string; message: string }
  | { __typename: 'SheetHasFaults'; code: string; message: string; itsTotal: number; faults: readonly Fault[] }
  | { __typename: 'StillInUse'; code: string; message: string; faults: readonly Fault[] }
  | { __typename: 'TooManyAttempts'; code: string; message: string; itsRetryAfterSeconds: number }
  | { __typename: 'WrongCode'; code: string; message: string }
  | { __typename: 'WrongCredentials'; code: string; message: string }

export const REFUSALS: ReadonlySet<string> = new Set<Refusal['__typename']>([
  'AccountBelongsToAnotherOwner',
  'ActivationNotValid',
  'AlreadyAnswered',
  'AlreadyExtended',
  'AlreadyRated',
  'AlreadyUnderReview',
  'AlreadyVoted',
  'BallotClosed',
  'BallotNotOpenYet',
  'BallotNotReady',
  'BallotSuspended',
  'CardReadOver',
  'ChoicesNotValid',
  'ContentChanged',
  'DeviceInUse',
  'DeviceNotAccepted',
  'EnrolmentCodeNotValid',
  'EnvelopeRefused',
  'EstateNotCompleted',
  'EstateNotReady',
  'FreshCodeNeeded',
  'InvalidInput',
  'KeyAlreadyUsed',
  'ManualReviewDecided',
  'MatchNotTried',
  'MatchTokenNotValid',
  'NoCertifiedUnit',
  'NoUnitInScope',
  'NotFound',
  'NotInThisState',
  'NotSignedIn',
  'OwnerHasAnotherAccount',
  'OwnerNotMatched',
  'PadSessionOver',
  'ReaderNotAccepted',
  'ReviewedByItsSubmitter',
  'ReviewerIsParty',
  'SheetHasFaults',
  'StillInUse',
  'TooManyAttempts',
  'WrongCode',
  'WrongCredentials',
])
