// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type DecideEstateInput = {
  readonly estateId: string;
  readonly accepted: boolean;
  readonly number?: string | null | undefined;
  readonly reason?: string | null | undefined;
};

export type EstateStatus =
  | 'PROPOSED'
  | 'PREPARING'
  | 'COMPLETED'
  | 'REJECTED';

export type ProposeEstateInput = {
  readonly streetCode: string;
  readonly name: string;
  readonly address: string;
  readonly reason: string;
};

export type ProposalsQueryVariables = Exact<{
  status: EstateStatus;
  first: number;
  after?: string | null | undefined;
}>;


export type ProposalsQuery = { readonly estates: { readonly __typename: 'EstateConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly address: string, readonly status: EstateStatus, readonly createdAt: string, readonly proposalReason: string | null, readonly decisionReason: string | null, readonly street: { readonly __typename: 'Street', readonly code: string, readonly name: string, readonly district: { readonly __typename: 'District', readonly code: string, readonly name: string } } }> } };

export type ProposeEstateMutationVariables = Exact<{
  input: ProposeEstateInput;
}>;


export type ProposeEstateMutation = { readonly proposeEstate:
    | { readonly __typename: 'EstateProposed', readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly status: EstateStatus } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
   };

export type DecideEstateMutationVariables = Exact<{
  input: DecideEstateInput;
}>;


export type DecideEstateMutation = { readonly decideEstate:
    | { readonly __typename: 'EstateDecided', readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string, readonly number: string | null, readonly status: EstateStatus } }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
    | { readonly __typename: 'ReviewedByItsSubmitter', readonly code: string, readonly message: string }
   };

export const Proposals: Persisted<ProposalsQuery, ProposalsQueryVariables> = persisted('sha256:1ddc621feee19d4b2f5d860873bccc125eceef0efcfe08e98d6bf7bcd49bb8fb', 'Proposals')

export const ProposeEstate: Persisted<ProposeEstateMutation, ProposeEstateMutationVariables> = persisted('sha256:b334638b383f97daf997c6665971d2c6e1cbd913b5ea028f505a68551fb0d57f', 'ProposeEstate')

export const DecideEstate: Persisted<DecideEstateMutation, DecideEstateMutationVariables> = persisted('sha256:fbc4ef4bc9539865518a3f8fe40b881a20ecc9536b9f8cc4838aa66458b43398', 'DecideEstate')
