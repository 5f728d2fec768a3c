// Made by `npm run types`; edit the .graphql file instead.
import { persisted, type Persisted } from '../../../shared/persisted.ts'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ClearAlarmInput = {
  readonly alarmId: string;
  readonly reason: string;
};

export type DeliveryChannel =
  | 'SMS'
  | 'APP';

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

export type DeliveriesQueryVariables = Exact<{
  state?: MessageState | null | undefined;
  broadcast?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DeliveriesQuery = { readonly deliveries: { readonly __typename: 'DeliveryConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Delivery', readonly id: string, readonly template: MessageTemplate, readonly state: MessageState, readonly channel: DeliveryChannel, readonly attempts: number, readonly maskedPhone: string | null, readonly lastFault: string | null, readonly createdAt: string, readonly sentAt: string | null, readonly nextAttemptAt: string, readonly expiresAt: string, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } | null }> } };

export type AlarmsQueryVariables = Exact<{
  standing: boolean;
  first: number;
  after?: string | null | undefined;
}>;


export type AlarmsQuery = { readonly alarms: { readonly __typename: 'AlarmConnection', readonly totalCount: number, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly __typename: 'Alarm', readonly id: string, readonly kind: string, readonly subjectId: string, readonly detail: unknown, readonly raisedAt: string, readonly clearedAt: string | null, readonly clearedReason: string | null, readonly estate: { readonly __typename: 'Estate', readonly id: string, readonly name: string } | null }> } };

export type ClearAlarmMutationVariables = Exact<{
  input: ClearAlarmInput;
}>;


export type ClearAlarmMutation = { readonly clearAlarm:
    | { readonly __typename: 'Alarm', readonly id: string, readonly clearedAt: string | null }
    | { readonly __typename: 'NotSignedIn', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly faults: ReadonlyArray<{ readonly __typename: 'Fault', readonly path: string, readonly message: string }> }
    | { readonly __typename: 'NotInThisState', readonly code: string, readonly message: string, readonly itsState: string }
   };

export const Deliveries: Persisted<DeliveriesQuery, DeliveriesQueryVariables> = persisted('sha256:8982c48ebfdf9688be39717457db183223d8e889a0928a38f0b37d789bf56e37', 'Deliveries')

export const Alarms: Persisted<AlarmsQuery, AlarmsQueryVariables> = persisted('sha256:5aa46d010c7e2d3193b1b68add2dd539b5130795ca68efabdd41258cc15dbd05', 'Alarms')

export const ClearAlarm: Persisted<ClearAlarmMutation, ClearAlarmMutationVariables> = persisted('sha256:ed5e4bd4a00df50f7f0222894b77361f5e24a0052251566c32fe1c8fce3552b2', 'ClearAlarm')
