import type { EstateStatus } from './estates.gql.ts'

export const STATUS_LOOKS: Record<EstateStatus, 'good' | 'waiting' | 'bad' | 'plain'> = {
  COMPLETED: 'good',
  PREPARING: 'waiting',
  PROPOSED: 'waiting',
  REJECTED: 'bad',
}

export const isStatus = (given: string): given is EstateStatus => given in STATUS_LOOKS
