// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AgendaItemInput = {
  readonly kind: MatterKind;
  readonly title: string;
};

export type CreateNoticeInput = {
  readonly estateId: string;
  readonly text: NoticeTextInput;
};

export type LineChange =
  | 'KEPT'
  | 'REMOVED'
  | 'ADDED';

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

export type NoticeKind =
  | 'BALLOT_PUBLICITY'
  | 'BALLOT_ANNOUNCEMENT'
  | 'PUBLICITY'
  | 'ANNOUNCEMENT';

export type NoticePart =
  | 'TITLE'
  | 'AGENDA'
  | 'BODY';

export type NoticeState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'REJECTED'
  | 'APPROVED'
  | 'PUBLISHED';

export type NoticeTextInput = {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  readonly agenda?: ReadonlyArray<AgendaItemInput>;
};

export type PublishNoticeInput = {
  readonly noticeId: string;
};

export type ReviewNoticeInput = {
  readonly noticeId: string;
  readonly contentHash: string;
  readonly approved: boolean;
  readonly reason?: string | null | undefined;
};

export type ReviseNoticeInput = {
  readonly noticeId: string;
  readonly text: NoticeTextInput;
  readonly contentHash: string;
};

export type SubmitNoticeInput = {
  readonly noticeId: string;
};

export type WithdrawNoticeInput = {
  readonly noticeId: string;
};

export type NoticeLineFragment = { readonly __typename: 'Notice', readonly id: string, readonly kind: NoticeKind, readonly state: NoticeState, readonly title: string, readonly estateName: string, readonly publisher: string, readonly submittedAt: string | null, readonly publishedAt: string | null, readonly mine: boolean };

export type NoticesInProgressQueryVariables = Exact<{
  estateId?: string | null | undefined;
  kinds?: ReadonlyArray<NoticeKind> | NoticeKind | null | undefined;
  states?: ReadonlyArray<NoticeState> | NoticeState | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type NoticesInProgressQuery = { readonly noticesInProgress: { readonly __typename: 'NoticeConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Notice', readonly id: string, readonly kind: NoticeKind, readonly state: NoticeState, readonly title: string, readonly estateName: string, readonly publisher: string, readonly submittedAt: string | null, readonly publishedAt: string | null, readonly mine: boolean }> } };

export type NoticeInFullQueryVariables = Exact<{
  id: string;
}>;


export type NoticeInFullQuery = { readonly notice: { readonly __typename: 'Notice', readonly estateId: string, readonly body: string, readonly html: string, readonly revision: number, readonly reviewedAt: string | null, readonly reviewReason: string | null, readonly contentHash: string, readonly sheetAddress: string | null, readonly id: string, readonly kind: NoticeKind, readonly state: NoticeState, readonly title: string, readonly estateName: string, readonly publisher: string, readonly submittedAt: string | null, readonly publishedAt: string | null, readonly mine: boolean, readonly agenda: ReadonlyArray<{ readonly __typename: 'AgendaItem', readonly kind: MatterKind, readonly title: string }>, readonly changesSinceRejection: ReadonlyArray<{ readonly __typename: 'ComparedLine', readonly part: NoticePart, readonly change: LineChange, readonly text: string, readonly matterKind: MatterKind | null }> | null } | null };

export type EstatesToWriteForQueryVariables = Exact<{
  search: string;
}>;


export type EstatesToWriteForQuery = { readonly estates: { readonly __typename: 'EstateConnection', readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly street: { readonly __typename: 'Street', readonly name: string } }> } };

export type CreateNoticeMutationVariables = Exact<{
  input: CreateNoticeInput;
}>;


export type CreateNoticeMutation = { readonly createNotice:
    | { readonly __typename: 'NoticeChanged', readonly notice: { readonly __typename: 'Notice', readonly id: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type ReviseNoticeMutationVariables = Exact<{
  input: ReviseNoticeInput;
}>;


export type ReviseNoticeMutation = { readonly reviseNotice:
    | { readonly __typename: 'NoticeChanged', readonly notice: { readonly __typename: 'Notice', readonly id: string, readonly contentHash: string } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
    | { readonly __typename: 'ContentChanged', readonly code: string, readonly message: string }
   };

export type SubmitNoticeMutationVariables = Exact<{
  input: SubmitNoticeInput;
}>;


export type SubmitNoticeMutation = { readonly submitNotice:
    | { readonly __typename: 'NoticeChanged', readonly notice: { readonly __typename: 'Notice', readonly id: string, readonly state: NoticeState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type WithdrawNoticeMutationVariables = Exact<{
  input: WithdrawNoticeInput;
}>;


export type WithdrawNoticeMutation = { readonly withdrawNotice:
    | { readonly __typename: 'NoticeChanged', readonly notice: { readonly __typename: 'Notice', readonly id: string, readonly state: NoticeState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export type ReviewNoticeMutationVariables = Exact<{
  input: ReviewNoticeInput;
}>;


export type ReviewNoticeMutation = { readonly reviewNotice:
    | { readonly __typename: 'NoticeChanged', readonly notice: { readonly __typename: 'Notice', readonly id: string, readonly state: NoticeState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
    | { readonly __typename: 'ReviewedByItsSubmitter', readonly code: string, readonly message: string }
    | { readonly __typename: 'ContentChanged', readonly code: string, readonly message: string }
   };

export type PublishNoticeMutationVariables = Exact<{
  input: PublishNoticeInput;
}>;


export type PublishNoticeMutation = { readonly publishNotice:
    | { readonly __typename: 'NoticeChanged', readonly notice: { readonly __typename: 'Notice', readonly id: string, readonly state: NoticeState } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export const NoticesInProgress: Persisted<NoticesInProgressQuery, NoticesInProgressQueryVariables> = persisted('sha256:ead10de7dfa7fe8a04b421cfbc5f83289ccaf0fe70be31509ebbc3774a6e658d', 'NoticesInProgress')

export const NoticeInFull: Persisted<NoticeInFullQuery, NoticeInFullQueryVariables> = persisted('sha256:511af34002c72766151711b0710a3e616c35b78bb7bd6ba048f640816c86419c', 'NoticeInFull')

export const EstatesToWriteFor: Persisted<EstatesToWriteForQuery, EstatesToWriteForQueryVariables> = persisted('sha256:3c7f849ea5357cf9be6590e6ee21f1b7e66f7e2e7a828cac5b3c908cd9a524e2', 'EstatesToWriteFor')

export const CreateNotice: Persisted<CreateNoticeMutation, CreateNoticeMutationVariables> = persisted('sha256:15fd53fbaa35be8897678f8dff14828fc5b9e54498b6e58c4fc8224fe1e42403', 'CreateNotice')

export const ReviseNotice: Persisted<ReviseNoticeMutation, ReviseNoticeMutationVariables> = persisted('sha256:3a62b5aa2af42b88316be01eeb8f1b52f497daa6b893fe5b7f9909733775b029', 'ReviseNotice')

export const SubmitNotice: Persisted<SubmitNoticeMutation, SubmitNoticeMutationVariables> = persisted('sha256:35f65536c231051a3805f61de8040d6885525c390757f0932c31cdb6df4bd9d5', 'SubmitNotice')

export const WithdrawNotice: Persisted<WithdrawNoticeMutation, WithdrawNoticeMutationVariables> = persisted('sha256:bec633bff04aba6e0fca89c11000385923a2a86bf2fd8f085bd309a3802abb0e', 'WithdrawNotice')

export const ReviewNotice: Persisted<ReviewNoticeMutation, ReviewNoticeMutationVariables> = persisted('sha256:2615f8efe18007cc6981c62cf8ed0b0e39d3db8538d91c060ea0817a837d3113', 'ReviewNotice')

export const PublishNotice: Persisted<PublishNoticeMutation, PublishNoticeMutationVariables> = persisted('sha256:8076f217d85ac9232c805547f4eff6a96c927805c7fc9a1470ad9c29ef9dab96', 'PublishNotice')
