// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AddReviewPhotosInput = {
  readonly reviewId: string;
  readonly photoIds: ReadonlyArray<string>;
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

export type OwnReviewInput = {
  readonly reviewId: string;
};

export type PhotoPurpose =
  | 'IDENTITY_DOCUMENT'
  | 'PROPERTY_DOCUMENT'
  | 'TICKET';

export type RequestReviewPhotoInput = {
  readonly unitId: string;
  readonly purpose: PhotoPurpose;
  readonly consent: string;
};

export type SubmitManualReviewInput = {
  readonly unitId: string;
  readonly photoIds: ReadonlyArray<string>;
  readonly clientKey: string;
};

export type EnteredShownFragment = { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string };

export type FollowedReviewFragment = { readonly __typename: 'MyManualReview', readonly id: string, readonly state: ManualReviewState, readonly submittedAt: string, readonly waitingSince: string, readonly decidedAt: string | null, readonly usualHours: number | null, readonly unit: { readonly __typename: 'NamedUnit', readonly estateId: string, readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string } | null, readonly photos: ReadonlyArray<{ readonly __typename: 'ReviewPhoto', readonly id: string, readonly purpose: PhotoPurpose, readonly receivedAt: string, readonly deletedAt: string | null }>, readonly steps: ReadonlyArray<{ readonly __typename: 'ReviewStep', readonly step: ManualReviewStep, readonly at: string, readonly words: string | null, readonly maskedBy: string | null, readonly advice: ReadonlyArray<{ readonly __typename: 'ReviewAdvice', readonly reason: ManualReviewReason, readonly sentence: string }> }> };

export type ReviewsToAskForQueryVariables = Exact<{ [key: string]: never; }>;


export type ReviewsToAskForQuery = { readonly myFailedMatches: ReadonlyArray<{ readonly __typename: 'MyFailedMatch', readonly until: string, readonly unit: { readonly __typename: 'NamedUnit', readonly estateId: string, readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string } }>, readonly myManualReviews: { readonly __typename: 'MyManualReviewConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'MyManualReview', readonly id: string, readonly state: ManualReviewState, readonly submittedAt: string, readonly unit: { readonly __typename: 'NamedUnit', readonly estateId: string, readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string } }> }, readonly consentText: { readonly __typename: 'ConsentText', readonly version: string, readonly zh: string, readonly en: string } };

export type ReviewsFollowedQueryVariables = Exact<{ [key: string]: never; }>;


export type ReviewsFollowedQuery = { readonly now: string, readonly myManualReviews: { readonly __typename: 'MyManualReviewConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'MyManualReview', readonly id: string, readonly state: ManualReviewState, readonly submittedAt: string, readonly waitingSince: string, readonly decidedAt: string | null, readonly usualHours: number | null, readonly unit: { readonly __typename: 'NamedUnit', readonly estateId: string, readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string } | null, readonly photos: ReadonlyArray<{ readonly __typename: 'ReviewPhoto', readonly id: string, readonly purpose: PhotoPurpose, readonly receivedAt: string, readonly deletedAt: string | null }>, readonly steps: ReadonlyArray<{ readonly __typename: 'ReviewStep', readonly step: ManualReviewStep, readonly at: string, readonly words: string | null, readonly maskedBy: string | null, readonly advice: ReadonlyArray<{ readonly __typename: 'ReviewAdvice', readonly reason: ManualReviewReason, readonly sentence: string }> }> }> }, readonly myFailedMatches: ReadonlyArray<{ readonly __typename: 'MyFailedMatch', readonly until: string, readonly unit: { readonly __typename: 'NamedUnit', readonly id: string } }>, readonly consentText: { readonly __typename: 'ConsentText', readonly version: string, readonly zh: string, readonly en: string } };

export type RequestReviewPhotoMutationVariables = Exact<{
  input: RequestReviewPhotoInput;
}>;


export type RequestReviewPhotoMutation = { readonly requestReviewPhoto:
    | { readonly __typename: 'ReviewPhotoRequested', readonly photoId: string, readonly address: string }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'MatchNotTried', readonly code: string, readonly message: string }
    | { readonly __typename: 'AlreadyUnderReview', readonly code: string, readonly message: string, readonly itsSubmittedAt: string }
   };

export type SubmitManualReviewMutationVariables = Exact<{
  input: SubmitManualReviewInput;
}>;


export type SubmitManualReviewMutation = { readonly submitManualReview:
    | { readonly __typename: 'MyManualReview', readonly id: string, readonly state: ManualReviewState }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'MatchNotTried', readonly code: string, readonly message: string }
    | { readonly __typename: 'AlreadyUnderReview', readonly code: string, readonly message: string, readonly itsSubmittedAt: string }
    | { readonly __typename: 'KeyAlreadyUsed', readonly code: string, readonly message: string }
    | { readonly __typename: 'EstateNotCompleted', readonly code: string, readonly message: string }
   };

export type AddReviewPhotosMutationVariables = Exact<{
  input: AddReviewPhotosInput;
}>;


export type AddReviewPhotosMutation = { readonly addReviewPhotos:
    | { readonly __typename: 'MyManualReview', readonly id: string, readonly state: ManualReviewState, readonly submittedAt: string, readonly waitingSince: string, readonly decidedAt: string | null, readonly usualHours: number | null, readonly unit: { readonly __typename: 'NamedUnit', readonly estateId: string, readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string } | null, readonly photos: ReadonlyArray<{ readonly __typename: 'ReviewPhoto', readonly id: string, readonly purpose: PhotoPurpose, readonly receivedAt: string, readonly deletedAt: string | null }>, readonly steps: ReadonlyArray<{ readonly __typename: 'ReviewStep', readonly step: ManualReviewStep, readonly at: string, readonly words: string | null, readonly maskedBy: string | null, readonly advice: ReadonlyArray<{ readonly __typename: 'ReviewAdvice', readonly reason: ManualReviewReason, readonly sentence: string }> }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'ManualReviewDecided', readonly code: string, readonly message: string, readonly itsOutcome: string, readonly itsDecidedAt: string, readonly itsMaskedName: string }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type WithdrawManualReviewMutationVariables = Exact<{
  input: OwnReviewInput;
}>;


export type WithdrawManualReviewMutation = { readonly withdrawManualReview:
    | { readonly __typename: 'MyManualReview', readonly id: string, readonly state: ManualReviewState, readonly submittedAt: string, readonly waitingSince: string, readonly decidedAt: string | null, readonly usualHours: number | null, readonly unit: { readonly __typename: 'NamedUnit', readonly estateId: string, readonly id: string, readonly estateName: string, readonly buildingName: string, readonly entrance: string, readonly floor: number, readonly room: string, readonly area: string }, readonly entered: { readonly __typename: 'EnteredData', readonly maskedName: string, readonly documentKind: DocumentKind, readonly maskedNumber: string } | null, readonly photos: ReadonlyArray<{ readonly __typename: 'ReviewPhoto', readonly id: string, readonly purpose: PhotoPurpose, readonly receivedAt: string, readonly deletedAt: string | null }>, readonly steps: ReadonlyArray<{ readonly __typename: 'ReviewStep', readonly step: ManualReviewStep, readonly at: string, readonly words: string | null, readonly maskedBy: string | null, readonly advice: ReadonlyArray<{ readonly __typename: 'ReviewAdvice', readonly reason: ManualReviewReason, readonly sentence: string }> }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'ManualReviewDecided', readonly code: string, readonly message: string, readonly itsOutcome: string, readonly itsDecidedAt: string, readonly itsMaskedName: string }
   };

export type ShowMyReviewPhotosMutationVariables = Exact<{
  input: OwnReviewInput;
}>;


export type ShowMyReviewPhotosMutation = { readonly showMyReviewPhotos:
    | { readonly __typename: 'ReviewPhotosShown', readonly addresses: ReadonlyArray<{ readonly __typename: 'PhotoAddress', readonly photoId: string, readonly address: string }> }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export const ReviewsToAskFor: Persisted<ReviewsToAskForQuery, ReviewsToAskForQueryVariables> = persisted('sha256:e76a59d624a98fef730fb175830ee828074b1808cdd4e0e319849528cf1c0e68', 'ReviewsToAskFor')

export const ReviewsFollowed: Persisted<ReviewsFollowedQuery, ReviewsFollowedQueryVariables> = persisted('sha256:88c071d1380c075c301d16bd44bb60142e468961f69b7369dbf076396a638680', 'ReviewsFollowed')

export const RequestReviewPhoto: Persisted<RequestReviewPhotoMutation, RequestReviewPhotoMutationVariables> = persisted('sha256:198654500f43934ca311afbd5ec9776a60e5c0586a687b8e6869587923d064f3', 'RequestReviewPhoto')

export const SubmitManualReview: Persisted<SubmitManualReviewMutation, SubmitManualReviewMutationVariables> = persisted('sha256:70758f4ceceb9acaa8067f4cf4b771b27de7f5ba185ce139a5a04f43fb7f8b74', 'SubmitManualReview')

export const AddReviewPhotos: Persisted<AddReviewPhotosMutation, AddReviewPhotosMutationVariables> = persisted('sha256:fc29423fec204571f15345e44ef3287742643b834e2eb87e74a1400c69a31e6b', 'AddReviewPhotos')

export const WithdrawManualReview: Persisted<WithdrawManualReviewMutation, WithdrawManualReviewMutationVariables> = persisted('sha256:1170aa420dc12492e8ef9779fd46f63453fb2ee2e178cd818a9b1cb6a3138bad', 'WithdrawManualReview')

export const ShowMyReviewPhotos: Persisted<ShowMyReviewPhotosMutation, ShowMyReviewPhotosMutationVariables> = persisted('sha256:4357b5a77e2eb8683c0e62430792d91961af8a235afb7a83dba8a6f26e6ae122', 'ShowMyReviewPhotos')
