import type { NoticeKind } from './notices.gql.ts'

/** Whether a notice is one of a ballot's: then the street reviews it, and owners get texts about its ballot. */
export const isForBallot = (kind: NoticeKind): boolean => kind === 'BALLOT_PUBLICITY' || kind === 'BALLOT_ANNOUNCEMENT'
