import type { ReviewInFullFragment } from './reviews.gql.ts'

type Register = { readonly owners: readonly { readonly sameName: boolean; readonly sameDocument: boolean }[] }

/** How what was entered stands to the register, from the clearest case to none at all. */
export type Standing = 'same' | 'sameDocument' | 'sameName' | 'bothApart' | 'different' | 'noOwner'

export function standingOf(register: Register | null): Standing {
  const owners = register?.owners ?? []
  if (owners.length === 0) return 'noOwner'
  if (owners.some((one) => one.sameName && one.sameDocument)) return 'same'
  const [document, name] = [owners.some((one) => one.sameDocument), owners.some((one) => one.sameName)]
  if (document && name) return 'bothApart'
  return document ? 'sameDocument' : name ? 'sameName' : 'different'
}

/** How each case looks in lists: `good` where nothing is to be changed, `bad` where nothing agrees. */
export const STANDING_LOOKS: Record<Standing, 'good' | 'waiting' | 'bad' | 'plain'> = {
  same: 'good', sameDocument: 'waiting', sameName: 'waiting', bothApart: 'waiting', different: 'bad', noOwner: 'plain',
}

export interface Chosen {
  /** For each present owner who is not the applicant, whether the documents name them still; null: not said yet. */
  readonly stays: Readonly<Record<string, boolean | null>>
  readonly others: number
  readonly developerStock: boolean
}

/** What an approval does to the unit's titles. */
export interface Effect {
  /** The present owners who stay, and those whose title ends. */
  readonly kept: readonly string[]
  readonly removed: readonly string[]
  /** Present owners of whom it was not said. */
  readonly open: readonly string[]
  /** Whether a new title is written; otherwise the one in force stays and only a name may change. */
  readonly newTitle: boolean
}

export function effectOf(register: ReviewInFullFragment['register'], { stays, others, developerStock }: Chosen): Effect {
  const present = register?.owners ?? []
  const rest = present.filter((one) => !one.sameDocument).map((one) => one.id)
  const [kept, removed] = [rest.filter((id) => stays[id] === true), rest.filter((id) => stays[id] === false)]
  const open = rest.filter((id) => stays[id] === undefined || stays[id] === null)
  const isOwner = present.some((one) => one.sameDocument)
  return { kept, removed, open, newTitle: !isOwner || removed.length > 0 || others > 0 || developerStock }
}
