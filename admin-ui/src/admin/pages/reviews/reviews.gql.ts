// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AnswerManualReviewInput = {
  readonly reviewId: string;
  readonly reasons: ReadonlyArray<ManualReviewReason>;
  readonly words?: string;
};

export type ApproveManualReviewInput = {
  readonly reviewId: string;
  readonly presentTitleId?: string | null | undefined;
  readonly evidence: string;
  readonly keptOwnerIds?: ReadonlyArray<string>;
  readonly otherOwners?: ReadonlyArray<OtherOwnerInput>;
  readonly share?: string | null | undefined;
  readonly effectiveAt?: string | null | undefined;
  readonly correctsName?: boolean;
  readonly handedOver?: boolean;
};

export type DocumentKind =
  | 'ID_CARD'
  | 'RESIDENCE_PERMIT'
  | 'PERMANENT_RESIDENCE'
  | 'PASSPORT'
  | 'OFFICER_CARD'
  | 'ORGANISATION_CODE'
  | 'OTHER';

export type ManualReviewReason =
  | 'PHOTO_UNREADABLE'
  | 'IDENTITY_MISSING'
  | 'PROPERTY_MISSING'
  | 'NAME_DIFFERS'
  | 'NUMBER_DIFFERS'
  | 'UNIT_DIFFERS'
  | 'NOT_AN_OWNER'
  | 'DOCUMENT_EXPIRED'
  | 'DOCUMENT_NOT_ACCEPTED'
  | 'OTHER';

export type ManualReviewState =
  | 'WAITING'
  | 'MORE_ASKED'
  | 'APPROVED'
  | 'REJECTED'
  | 'WITHDRAWN'
  | 'OVERTAKEN'
  | 'LAPSED';

export type ManualReviewStep =
  | 'SUBMITTED'
  | 'MORE_ASKED'
  | 'RESUBMITTED'
  | 'APPROVED'
  | 'REJECTED'
  | 'WITHDRAWN'
  | 'OVERTAKEN'
  | 'LAPSED';

export type OtherOwnerInput = {
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly share?: string | null | undefined;
};

export type OwnerKind =
  | 'PERSON'
  | 'ORGANISATION';

export type PhotoPurpose =
  | 'IDENTITY_DOCUMENT'
  | 'PROPERTY_DOCUMENT'
  | 'TICKET';

export type RevealManualReviewInput = {
  readonly reviewId: string;
  readonly reason: string;
};

export type ShowReviewPhotosInput = {
  readonly reviewId: string;
};

export type UnitOfReviewFragment = { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly room: string };

export type ReviewQueueQueryVariables = Exact<{
  estateId?: string | null | undefined;
  states?: ReadonlyArray<ManualReviewState> | ManualReviewState | null | undefined;
  waitedDays?: number | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ReviewQueueQuery = { readonly now: string, readonly manualReviews: { readonly __typename: 'ManualReviewConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'ManualReview', readonly id: string, readonly estateId: string, readonly state: ManualReviewState, readonly submittedAt: string, readonly waitingSince: string, readonly decidedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly room: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind } | null, readonly register: { readonly __typename: 'RegisteredTitle', readonly owners: ReadonlyArray<{ readonly __typename: 'RegisteredOwner', readonly sameName: boolean, readonly sameDocument: boolean }> } | null, readonly photos: ReadonlyArray<{ readonly __typename: 'ReviewPhoto', readonly id: string }> }> } };

export type ReviewInFullFragment = { readonly __typename: 'ManualReview', readonly id: string, readonly estateId: string, readonly unitId: string, readonly state: ManualReviewState, readonly maskedPhone: string, readonly submittedAt: string, readonly waitingSince: string, readonly decidedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly room: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string } | null, readonly register: { readonly __typename: 'RegisteredTitle', readonly titleId: string, readonly startsAt: string, readonly source: string, readonly owners: ReadonlyArray<{ readonly __typename: 'RegisteredOwner', readonly id: string, readonly kind: OwnerKind, readonly documentKind: DocumentKind, readonly maskedName: string, readonly maskedDocument: string, readonly share: string | null, readonly sameName: boolean, readonly sameDocument: boolean }> } | null, readonly photos: ReadonlyArray<{ readonly __typename: 'ReviewPhoto', readonly id: string, readonly purpose: PhotoPurpose, readonly width: number, readonly height: number, readonly receivedAt: string, readonly deletedAt: string | null }>, readonly steps: ReadonlyArray<{ readonly __typename: 'ReviewStep', readonly step: ManualReviewStep, readonly at: string, readonly words: string | null, readonly maskedBy: string | null, readonly advice: ReadonlyArray<{ readonly __typename: 'ReviewAdvice', readonly reason: ManualReviewReason, readonly sentence: string }> }> };

export type ReviewShownQueryVariables = Exact<{
  id: string;
}>;


export type ReviewShownQuery = { readonly now: string, readonly manualReview: { readonly __typename: 'ManualReview', readonly id: string, readonly estateId: string, readonly unitId: string, readonly state: ManualReviewState, readonly maskedPhone: string, readonly submittedAt: string, readonly waitingSince: string, readonly decidedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly room: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string } | null, readonly register: { readonly __typename: 'RegisteredTitle', readonly titleId: string, readonly startsAt: string, readonly source: string, readonly owners: ReadonlyArray<{ readonly __typename: 'RegisteredOwner', readonly id: string, readonly kind: OwnerKind, readonly documentKind: DocumentKind, readonly maskedName: string, readonly maskedDocument: string, readonly share: string | null, readonly sameName: boolean, readonly sameDocument: boolean }> } | null, readonly photos: ReadonlyArray<{ readonly __typename: 'ReviewPhoto', readonly id: string, readonly purpose: PhotoPurpose, readonly width: number, readonly height: number, readonly receivedAt: string, readonly deletedAt: string | null }>, readonly steps: ReadonlyArray<{ readonly __typename: 'ReviewStep', readonly step: ManualReviewStep, readonly at: string, readonly words: string | null, readonly maskedBy: string | null, readonly advice: ReadonlyArray<{ readonly __typename: 'ReviewAdvice', readonly reason: ManualReviewReason, readonly sentence: string }> }> } | null };

export type ReviewAdvicesQueryVariables = Exact<{ [key: string]: never; }>;


export type ReviewAdvicesQuery = { readonly manualReviewAdvice: ReadonlyArray<{ readonly __typename: 'ReviewAdvice', readonly reason: ManualReviewReason, readonly sentence: string }> };

export type ReviewedUnitQueryVariables = Exact<{
  id: string;
}>;


export type ReviewedUnitQuery = { readonly unit: { readonly __typename: 'Unit', readonly id: string, readonly developerStock: boolean, readonly certifications: ReadonlyArray<{ readonly __typename: 'UnitCertification', readonly id: string, readonly endedAt: string | null }> | null } | null };

export type ShowReviewPhotosMutationVariables = Exact<{
  input: ShowReviewPhotosInput;
}>;


export type ShowReviewPhotosMutation = { readonly showReviewPhotos:
    | { readonly __typename: 'ReviewPhotosShown', readonly addresses: ReadonlyArray<{ readonly __typename: 'PhotoAddress', readonly photoId: string, readonly address: string }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'ReviewerIsParty', readonly code: string, readonly message: string }
   };

export type RevealManualReviewMutationVariables = Exact<{
  input: RevealManualReviewInput;
}>;


export type RevealManualReviewMutation = { readonly revealManualReview:
    | { readonly __typename: 'ManualReviewRevealed', readonly reviewId: string, readonly name: string, readonly documentKind: DocumentKind, readonly documentNumber: string, readonly phone: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'ReviewerIsParty', readonly code: string, readonly message: string }
   };

export type AskForReviewPhotosMutationVariables = Exact<{
  input: AnswerManualReviewInput;
}>;


export type AskForReviewPhotosMutation = { readonly askForReviewPhotos:
    | { readonly __typename: 'ManualReview', readonly id: string, readonly estateId: string, readonly unitId: string, readonly state: ManualReviewState, readonly maskedPhone: string, readonly submittedAt: string, readonly waitingSince: string, readonly decidedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly room: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string } | null, readonly register: { readonly __typename: 'RegisteredTitle', readonly titleId: string, readonly startsAt: string, readonly source: string, readonly owners: ReadonlyArray<{ readonly __typename: 'RegisteredOwner', readonly id: string, readonly kind: OwnerKind, readonly documentKind: DocumentKind, readonly maskedName: string, readonly maskedDocument: string, readonly share: string | null, readonly sameName: boolean, readonly sameDocument: boolean }> } | null, readonly photos: ReadonlyArray<{ readonly __typename: 'ReviewPhoto', readonly id: string, readonly purpose: PhotoPurpose, readonly width: number, readonly height: number, readonly receivedAt: string, readonly deletedAt: string | null }>, readonly steps: ReadonlyArray<{ readonly __typename: 'ReviewStep', readonly step: ManualReviewStep, readonly at: string, readonly words: string | null, readonly maskedBy: string | null, readonly advice: ReadonlyArray<{ readonly __typename: 'ReviewAdvice', readonly reason: ManualReviewReason, readonly sentence: string }> }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'ManualReviewDecided', readonly code: string, readonly message: string, readonly itsOutcome: string, readonly itsDecidedAt: string, readonly itsMaskedName: string }
    | { readonly __typename: 'ReviewerIsParty', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type RejectManualReviewMutationVariables = Exact<{
  input: AnswerManualReviewInput;
}>;


export type RejectManualReviewMutation = { readonly rejectManualReview:
    | { readonly __typename: 'ManualReview', readonly id: string, readonly estateId: string, readonly unitId: string, readonly state: ManualReviewState, readonly maskedPhone: string, readonly submittedAt: string, readonly waitingSince: string, readonly decidedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly room: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string } | null, readonly register: { readonly __typename: 'RegisteredTitle', readonly titleId: string, readonly startsAt: string, readonly source: string, readonly owners: ReadonlyArray<{ readonly __typename: 'RegisteredOwner', readonly id: string, readonly kind: OwnerKind, readonly documentKind: DocumentKind, readonly maskedName: string, readonly maskedDocument: string, readonly share: string | null, readonly sameName: boolean, readonly sameDocument: boolean }> } | null, readonly photos: ReadonlyArray<{ readonly __typename: 'ReviewPhoto', readonly id: string, readonly purpose: PhotoPurpose, readonly width: number, readonly height: number, readonly receivedAt: string, readonly deletedAt: string | null }>, readonly steps: ReadonlyArray<{ readonly __typename: 'ReviewStep', readonly step: ManualReviewStep, readonly at: string, readonly words: string | null, readonly maskedBy: string | null, readonly advice: ReadonlyArray<{ readonly __typename: 'ReviewAdvice', readonly reason: ManualReviewReason, readonly sentence: string }> }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'ManualReviewDecided', readonly code: string, readonly message: string, readonly itsOutcome: string, readonly itsDecidedAt: string, readonly itsMaskedName: string }
    | { readonly __typename: 'ReviewerIsParty', readonly code: string, readonly message: string }
   };

export type ApproveManualReviewMutationVariables = Exact<{
  input: ApproveManualReviewInput;
}>;


export type ApproveManualReviewMutation = { readonly approveManualReview:
    | { readonly __typename: 'ManualReview', readonly id: string, readonly estateId: string, readonly unitId: string, readonly state: ManualReviewState, readonly maskedPhone: string, readonly submittedAt: string, readonly waitingSince: string, readonly decidedAt: string | null, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly room: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string } | null, readonly register: { readonly __typename: 'RegisteredTitle', readonly titleId: string, readonly startsAt: string, readonly source: string, readonly owners: ReadonlyArray<{ readonly __typename: 'RegisteredOwner', readonly id: string, readonly kind: OwnerKind, readonly documentKind: DocumentKind, readonly maskedName: string, readonly maskedDocument: string, readonly share: string | null, readonly sameName: boolean, readonly sameDocument: boolean }> } | null, readonly photos: ReadonlyArray<{ readonly __typename: 'ReviewPhoto', readonly id: string, readonly purpose: PhotoPurpose, readonly width: number, readonly height: number, readonly receivedAt: string, readonly deletedAt: string | null }>, readonly steps: ReadonlyArray<{ readonly __typename: 'ReviewStep', readonly step: ManualReviewStep, readonly at: string, readonly words: string | null, readonly maskedBy: string | null, readonly advice: ReadonlyArray<{ readonly __typename: 'ReviewAdvice', readonly reason: ManualReviewReason, readonly sentence: string }> }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'ManualReviewDecided', readonly code: string, readonly message: string, readonly itsOutcome: string, readonly itsDecidedAt: string, readonly itsMaskedName: string }
    | { readonly __typename: 'ReviewerIsParty', readonly code: string, readonly message: string }
    | { readonly __typename: 'ContentChanged', readonly code: string, readonly message: string }
    | { readonly __typename: 'AccountBelongsToAnotherOwner', readonly code: string, readonly message: string }
    | { readonly __typename: 'OwnerHasAnotherAccount', readonly code: string, readonly message: string, readonly itsMaskedPhone: string }
    | { readonly __typename: 'OwnerNotMatched', readonly code: string, readonly message: string }
   };

export type ReviewsWaitingQueryVariables = Exact<{
  first: number;
}>;


export type ReviewsWaitingQuery = { readonly now: string, readonly manualReviews: { readonly __typename: 'ManualReviewConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'ManualReview', readonly id: string, readonly waitingSince: string, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly room: string } }> } };

export const ReviewQueue: Persisted<ReviewQueueQuery, ReviewQueueQueryVariables> = persisted('sha256:d3bf86bc3f386e1dd7bd70b63aa23f7bb4a091f015b62145fa9cf40d797dc061', 'ReviewQueue')

export const ReviewShown: Persisted<ReviewShownQuery, ReviewShownQueryVariables> = persisted('sha256:f2e3226313e21340ad9fe8a4871f1616ddf3f51329ee8e631b564ff9c7e18ac6', 'ReviewShown')

export const ReviewAdvices: Persisted<ReviewAdvicesQuery, ReviewAdvicesQueryVariables> = persisted('sha256:fd3005d03b219e87465b2c7172eb5e43184714e8ddab2ce125040fde6c8d8f3e', 'ReviewAdvices')

export const ReviewedUnit: Persisted<ReviewedUnitQuery, ReviewedUnitQueryVariables> = persisted('sha256:7c5173b7306d2fc292b290e8a585b3bf375955212bba6715d8e33689a0ecbfb0', 'ReviewedUnit')

export const ShowReviewPhotos: Persisted<ShowReviewPhotosMutation, ShowReviewPhotosMutationVariables> = persisted('sha256:9ee8c9472b713a731a35da52acd334066b2c4307adc35aa1c94d41da5f34bf12', 'ShowReviewPhotos')

export const RevealManualReview: Persisted<RevealManualReviewMutation, RevealManualReviewMutationVariables> = persisted('sha256:9afae8c26d6ed5f3916af43736e447e4c2e382fb3187565721100ae9ebed4822', 'RevealManualReview')

export const AskForReviewPhotos: Persisted<AskForReviewPhotosMutation, AskForReviewPhotosMutationVariables> = persisted('sha256:3e81ea60f615a25338f1d3a125805de54da3ff23379435e1db78d14301a62a20', 'AskForReviewPhotos')

export const RejectManualReview: Persisted<RejectManualReviewMutation, RejectManualReviewMutationVariables> = persisted('sha256:437f66703772d15130efbeacb4553a90ae55af351cf421d45fb4394e4eafd620', 'RejectManualReview')

export const ApproveManualReview: Persisted<ApproveManualReviewMutation, ApproveManualReviewMutationVariables> = persisted('sha256:cef8226c275fccbc32d9479429d4509591812dc081985660e63e07da28d67159', 'ApproveManualReview')

export const ReviewsWaiting: Persisted<ReviewsWaitingQuery, ReviewsWaitingQueryVariables> = persisted('sha256:88c7e3f19ed1ddb43cbfc4256e17041058f208b786089a74b5bdf61d0809e3c6', 'ReviewsWaiting')
