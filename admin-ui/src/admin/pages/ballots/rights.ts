import type { Role } from '../../../shared/session.gql.ts'
import type { Person } from '../../../shared/session.tsx'
import type { BallotPlaceFragment, BallotState } from './ballots.gql.ts'

/** Where an estate lies, as roles reach it. */
export interface Place {
  readonly estateId: string
  readonly street: string
  readonly district: string
}

type Held = Person['roles'][number]

/** Whether a role that is held reaches a place. */
export function covers(held: Held, place: Place): boolean {
  switch (held.scopeKind) {
    case 'CITY': return true
    case 'DISTRICT': return held.scopeKey === place.district
    case 'STREET': return held.scopeKey === place.street
    case 'ESTATE': return held.scopeKey === place.estateId
  }
}

export const ORGANIZERS: readonly Role[] = ['PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY']
const AUTHORITIES: readonly Role[] = ['STREET_CLERK', 'STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR']

/** What somebody may do with a ballot by their roles, whatever its state. The API decides; this only keeps from sight
 * what could never be done. */
export interface Rights {
  /** Write, submit, withdraw and delete: the body whose ballot it is. */
  readonly prepare: boolean
  /** Suspend, extend and write to owners: that body and the street. */
  readonly run: boolean
  readonly review: boolean
  /** Start a ballot of one's own in this estate. */
  readonly start: boolean
  readonly alarms: boolean
  readonly release: boolean
  /** Follow what became of messages: that body and the authorities. */
  readonly deliveries: boolean
  /** Fetch the recount file. */
  readonly recount: boolean
}

type Ballot = Pick<BallotPlaceFragment, 'organizerId' | 'estate'>

export function rightsOver(ballot: Ballot, roles: readonly Held[]): Rights {
  const { estate, organizerId } = ballot
  const here = roles.filter((held) => covers(held, { estateId: estate.id, street: estate.street.code, district: estate.street.district.code }))
  const holds = (...wanted: readonly Role[]): boolean => here.some((held) => wanted.includes(held.role))
  const own = here.some((held) => ORGANIZERS.includes(held.role) && held.organizerId !== null && held.organizerId === organizerId)
  return {
    prepare: own || (organizerId === null && holds('STREET_CLERK')),
    run: own || holds('STREET_CLERK', 'STREET_REVIEWER'),
    review: holds('STREET_REVIEWER'),
    start: holds('STREET_CLERK', ...ORGANIZERS),
    alarms: holds(...AUTHORITIES),
    release: holds('DISTRICT', 'CITY'),
    deliveries: own || holds(...AUTHORITIES),
    recount: holds('AUDITOR'),
  }
}

/** What can be done with a ballot, in the order in which the page offers it. */
export const ACTS = ['edit', 'submit', 'withdraw', 'review', 'message', 'extend', 'suspend', 'copy', 'delete'] as const
export type Act = (typeof ACTS)[number]

/** Why an act that is within somebody's rights cannot be done now. */
export type Hindrance =
  | { readonly kind: 'notOpen' }
  | { readonly kind: 'over' }
  | { readonly kind: 'extended'; readonly at: string }
  | { readonly kind: 'seen' }

export interface Offer {
  readonly act: Act
  readonly hindrance: Hindrance | null
}

export interface Acting extends Ballot {
  readonly state: BallotState
  readonly closesAt: string | null
  readonly extendedAt: string | null
  readonly submittedAt: string | null
}

const WANTED: Readonly<Record<Act, keyof Rights>> = {
  edit: 'prepare', submit: 'prepare', withdraw: 'prepare', delete: 'prepare', review: 'review', message: 'run', extend: 'run', suspend: 'run', copy: 'start',
}

/** What the page offers: what is within one's rights and has a meaning in this state. What the state forbids although
 * people look for it there (a second extension) is offered with the reason why not. */
export function offersOf(ballot: Acting, roles: readonly Held[], now: number): readonly Offer[] {
  const rights = rightsOver(ballot, roles)
  return ACTS.filter((act) => rights[WANTED[act]] && inPlace(act, ballot.state)).map((act) => ({ act, hindrance: hindranceOf(act, ballot, now) }))
}

function inPlace(act: Act, state: BallotState): boolean {
  switch (act) {
    case 'edit':
    case 'submit': return state === 'DRAFT' || state === 'REJECTED'
    case 'delete': return state === 'DRAFT'
    case 'withdraw':
    case 'review': return state === 'SUBMITTED'
    case 'message':
    case 'extend':
    case 'suspend': return state === 'APPROVED' || state === 'OPEN'
    case 'copy': return true
  }
}

function hindranceOf(act: Act, ballot: Acting, now: number): Hindrance | null {
  const over = ballot.closesAt !== null && now >= Date.parse(ballot.closesAt)
  if (act === 'delete') return ballot.submittedAt === null ? null : { kind: 'seen' }
  if (act !== 'message' && act !== 'extend' && act !== 'suspend') return null
  if (over) return { kind: 'over' }
  if (act === 'suspend') return null
  if (ballot.state !== 'OPEN') return { kind: 'notOpen' }
  return act === 'extend' && ballot.extendedAt !== null ? { kind: 'extended', at: ballot.extendedAt } : null
}
