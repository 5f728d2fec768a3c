import type { TicketWholeFragment } from './tickets.gql.ts'

type Ticket = Pick<TicketWholeFragment, 'state' | 'escalatedAt' | 'mayReopenUntil' | 'possibleActs'>

/** What the company does, in the order in which it usually does it; then what the street does. */
export const COMPANY_ACTS = ['ANSWER', 'ASSIGN', 'START', 'HOLD', 'RESUME', 'FINISH', 'DECLINE', 'LINK_COST'] as const
export const STREET_ACTS = ['ESCALATE'] as const
export type Doing = (typeof COMPANY_ACTS)[number] | (typeof STREET_ACTS)[number]

/** Why an act is not possible now. */
export type Hindrance =
  | { readonly kind: 'notAssigned' | 'begun' | 'onHold' | 'withdrawn' | 'done' | 'settledForGood' }
  | { readonly kind: 'settled' | 'escalated'; readonly at: string }

export interface Offer {
  readonly act: Doing
  readonly hindrance: Hindrance | null
}

/** What somebody who handles or who supervises may do with a ticket: now, or why not now. What a role never does is not
 * in the list; that something is possible now is the API's to say. */
export function offersOf(ticket: Ticket, side: { readonly handles: boolean; readonly escalates: boolean }, now: number): readonly Offer[] {
  const handling = COMPANY_ACTS.filter((act) => act !== 'RESUME' || ticket.state === 'WAITING') // nothing else can go on
  const acts: readonly Doing[] = [...(side.handles ? handling : []), ...(side.escalates ? STREET_ACTS : [])]
  return acts.map((act) => ({ act, hindrance: ticket.possibleActs.includes(act) ? null : hindranceOf(act, ticket, now) }))
}

function hindranceOf(act: Doing, ticket: Ticket, now: number): Hindrance {
  const { state, escalatedAt, mayReopenUntil } = ticket
  if (state === 'WITHDRAWN') return { kind: 'withdrawn' }
  if (act === 'ESCALATE') return escalatedAt === null ? { kind: 'done' } : { kind: 'escalated', at: escalatedAt }
  if (mayReopenUntil !== null) {
    return new Date(mayReopenUntil).getTime() > now ? { kind: 'settled', at: mayReopenUntil } : { kind: 'settledForGood' }
  }
  if (state === 'WAITING') return { kind: 'onHold' }
  return { kind: state === 'WORKING' ? 'begun' : 'notAssigned' }
}

/** The hindrances that are the same for every act are said once. */
export function saidOnce(offers: readonly Offer[]): Hindrance | null {
  const [first, ...others] = offers.map((one) => one.hindrance)
  if (first === undefined || first === null || !['settled', 'settledForGood', 'withdrawn'].includes(first.kind)) return null
  return others.every((one) => one?.kind === first.kind) ? first : null
}

/** The acts that are blocked, those together that are blocked by the same. */
export function blockedTogether(offers: readonly Offer[]): readonly { readonly acts: readonly Doing[]; readonly hindrance: Hindrance }[] {
  const found = new Map<Hindrance['kind'], { acts: Doing[]; hindrance: Hindrance }>()
  for (const { act, hindrance } of offers) {
    if (hindrance === null) continue
    const same = found.get(hindrance.kind)
    if (same === undefined) found.set(hindrance.kind, { acts: [act], hindrance })
    else same.acts.push(act)
  }
  return [...found.values()]
}
