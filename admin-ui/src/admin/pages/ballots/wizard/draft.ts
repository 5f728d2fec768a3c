import type { BallotDraftedFragment, MatterInput, UpdateBallotInput } from '../wizard.gql.ts'

export type MatterKind = MatterInput['kind']
export type ChoiceMode = NonNullable<MatterInput['choiceMode']>
export type Effect = 'REBUILDS' | 'CHANGES_COMMON_PARTS' | 'EARNS_FROM_COMMON_PARTS' | 'RAISES_REPAIR_FUND'
export type Role = 'FOR' | 'AGAINST' | 'ABSTAIN' | 'CANDIDATE' | 'CHOICE'

/** An option as it is written. `key` is the page's own, so that what is moved stays what it is. */
export interface DraftOption {
  readonly key: number
  readonly label: string
  readonly role: Role | null
}

export interface DraftMatter {
  readonly key: number
  readonly kind: MatterKind
  readonly effects: readonly Effect[]
  readonly title: string
  readonly description: string
  readonly choiceMode: ChoiceMode
  readonly seats: number | null
  readonly maxPicks: number | null
  readonly options: readonly DraftOption[]
}

/** A whole ballot as its author writes it. `opensAt` and `lastDay` are Beijing's, as their fields show them. */
export interface Draft {
  readonly title: string
  readonly agreed: boolean
  readonly publicityId: string | null
  readonly announcementId: string | null
  readonly opensAt: string
  readonly lastDay: string
  readonly wholeEstate: boolean
  readonly buildingIds: readonly string[]
  readonly unitIds: readonly string[]
  readonly scopeReason: string
  readonly matters: readonly DraftMatter[]
}

let keys = 0
export const newKey = (): number => (keys += 1)

const CHINA = 8 * 60 * 60 * 1000

/** An instant as `datetime-local` shows it in Beijing, whatever clock the browser keeps; China has no summer time. */
export const toField = (instant: string): string => new Date(Date.parse(instant) + CHINA).toISOString().slice(0, 16)
export const fromField = (field: string): string => new Date(Date.parse(`${field}:00Z`) - CHINA).toISOString()

/** The day of an instant in Beijing, as a `date` field has it, and a day some days later. */
export const dayOf = (instant: string): string => toField(instant).slice(0, 10)
export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export function draftOf(ballot: BallotDraftedFragment): Draft {
  return {
    title: ballot.title,
    agreed: ballot.agreed,
    publicityId: ballot.publicityId,
    announcementId: ballot.announcementId,
    opensAt: ballot.opensAt === null ? '' : toField(ballot.opensAt),
    lastDay: ballot.lastDay ?? '',
    wholeEstate: ballot.wholeEstate,
    buildingIds: ballot.scopeItems.flatMap((item) => item.buildingId ?? []),
    unitIds: ballot.scopeItems.flatMap((item) => item.unitId ?? []),
    scopeReason: ballot.scopeReason ?? '',
    matters: ballot.matters.map((matter) => ({
      key: newKey(), kind: matter.kind, effects: matter.effects, title: matter.title, description: matter.description,
      choiceMode: matter.choiceMode, seats: matter.seats, maxPicks: matter.maxPicks,
      options: matter.options.map((option) => ({ key: newKey(), label: option.label, role: option.role })),
    })),
  }
}

/** The whole document as the API takes it. */
export function inputOf(draft: Draft, ballotId: string, draftHash: string): UpdateBallotInput {
  return {
    ballotId,
    draftHash,
    title: draft.title,
    agreed: draft.agreed,
    publicityId: draft.publicityId,
    announcementId: draft.announcementId,
    opensAt: draft.opensAt === '' ? null : fromField(draft.opensAt),
    lastDay: draft.lastDay === '' ? null : draft.lastDay,
    wholeEstate: draft.wholeEstate,
    // What was picked is kept on the page while the whole estate is chosen, and not sent.
    buildingIds: draft.wholeEstate ? [] : [...draft.buildingIds],
    unitIds: draft.wholeEstate ? [] : [...draft.unitIds],
    scopeReason: draft.wholeEstate || draft.scopeReason.trim() === '' ? null : draft.scopeReason,
    matters: draft.matters.map((matter) => ({
      kind: matter.kind, effects: [...matter.effects], title: matter.title, description: matter.description, choiceMode: matter.choiceMode,
      seats: matter.choiceMode === 'SINGLE' ? null : matter.seats,
      maxPicks: matter.choiceMode === 'SINGLE' ? null : matter.maxPicks,
      options: matter.options.map(({ label, role }) => ({ label, role })),
    })),
  }
}

/** Whether two drafts would be saved as the same. */
export const sameDraft = (one: Draft, other: Draft): boolean => JSON.stringify(inputOf(one, '', '')) === JSON.stringify(inputOf(other, '', ''))

export const STEPS = ['agreement', 'notices', 'matters', 'window', 'scope', 'check'] as const
export type Step = (typeof STEPS)[number]
export const isStep = (given: string): given is Step => (STEPS as readonly string[]).includes(given)

/** On which step a fault or blocker is mended, by its path; null for what this page cannot mend. */
export function stepOf(path: string): Step | null {
  const [head = ''] = path.split('.')
  const places: Readonly<Record<string, Step>> = {
    agreed: 'agreement', title: 'notices', publicityId: 'notices', announcementId: 'notices', matters: 'matters', opensAt: 'window', lastDay: 'window',
    scope: 'scope', scopeReason: 'scope', buildingIds: 'scope', unitIds: 'scope', wholeEstate: 'scope',
  }
  return places[head] ?? null
}

/** A list with one item moved to another place; the same list where there is no such place. */
export function moved<Item>(list: readonly Item[], from: number, to: number): readonly Item[] {
  const item = list[from]
  if (item === undefined || to < 0 || to >= list.length || from === to) return list
  const rest = list.filter((_, at) => at !== from)
  return [...rest.slice(0, to), item, ...rest.slice(to)]
}

const option = (label: string, role: Role | null): DraftOption => ({ key: newKey(), label, role })
const plain = (): readonly DraftOption[] => [option('赞成', 'FOR'), option('反对', 'AGAINST'), option('弃权', 'ABSTAIN')]

/** A matter of a kind as most of them are: for, against, abstain; an election begins with its seats. */
export function newMatter(kind: MatterKind, title = ''): DraftMatter {
  const election = kind === 'COMMITTEE_ELECTION'
  return {
    key: newKey(), kind, effects: [], title, description: '', choiceMode: election ? 'CONTESTED' : 'SINGLE',
    seats: election ? 5 : null, maxPicks: election ? 5 : null, options: election ? [option('', 'CANDIDATE')] : plain(),
  }
}

const STOCK = ['赞成', '反对', '弃权', '']

/** The matter under another choice mode. Options that nobody wrote by hand give way to those of the mode. */
export function withMode(matter: DraftMatter, choiceMode: ChoiceMode): DraftMatter {
  if (choiceMode === matter.choiceMode) return matter
  const untouched = matter.options.every((one) => STOCK.includes(one.label))
  if (choiceMode === 'SINGLE') {
    const options = untouched ? plain() : matter.options.map((one) => (one.role === 'CANDIDATE' ? { ...one, role: 'CHOICE' as const } : one))
    return { ...matter, choiceMode, seats: null, maxPicks: null, options }
  }
  const seats = matter.seats ?? 5
  const options = untouched
    ? [option('', 'CANDIDATE')]
    : matter.options.map((one) => (one.role === 'CHOICE' || one.role === 'FOR' || one.role === null ? { ...one, role: 'CANDIDATE' as const } : one))
  return { ...matter, choiceMode, seats, maxPicks: matter.maxPicks ?? seats, options }
}

/** What an option most likely means, from what is written; null where only a person can say. */
export function roleFor(label: string, mode: ChoiceMode): Role | null {
  const word = label.trim()
  if (['反对', '不同意', '不赞成'].includes(word)) return 'AGAINST'
  if (['弃权', '放弃'].includes(word)) return 'ABSTAIN'
  if (mode !== 'SINGLE') return 'CANDIDATE'
  return ['赞成', '同意'].includes(word) ? 'FOR' : null
}

export const ROLES_OF: Readonly<Record<'single' | 'election', readonly Role[]>> = {
  single: ['FOR', 'AGAINST', 'ABSTAIN', 'CHOICE'],
  election: ['CANDIDATE', 'AGAINST', 'ABSTAIN'],
}

/** Which further effects a kind may have that change the law by which it is counted. */
export function effectsOf(kind: MatterKind): readonly Effect[] {
  if (kind === 'OTHER_MAJOR') return ['REBUILDS', 'CHANGES_COMMON_PARTS', 'EARNS_FROM_COMMON_PARTS', 'RAISES_REPAIR_FUND']
  return kind === 'REPAIR_FUND_USE' || kind === 'REPAIR_FUND_MANAGE' ? ['RAISES_REPAIR_FUND'] : []
}

interface Posted {
  readonly publishedAt: string | null
  readonly agenda: readonly { readonly kind: MatterKind; readonly title: string }[]
}

const NOTICE_DAYS = 15

/** The first day in Beijing on which voting may begin: 15 full days after the later publication, whose day is not counted
 * (北京市物业管理条例 35, 民法典 201): published on 1 March, opens on 16 March. Null until something is published. */
export function earliestDay(notices: readonly (Posted | null | undefined)[]): string | null {
  const published = notices.flatMap((one) => one?.publishedAt ?? []).map(dayOf).sort()
  const last = published.at(-1)
  return last === undefined ? null : addDays(last, NOTICE_DAYS)
}

const item = (kind: string, title: string): string => `${kind} ${title.trim().split(/\s+/).join(' ')}`

/** What both notices announce and no matter puts to the vote yet: only what was posted can be voted on. */
export function announced(notices: readonly (Posted | null | undefined)[], matters: readonly DraftMatter[]): Posted['agenda'] {
  const [one, other] = notices
  if (!one || !other) return []
  const common = new Set(other.agenda.map(({ kind, title }) => item(kind, title)))
  const there = new Set(matters.map(({ kind, title }) => item(kind, title)))
  return one.agenda.filter(({ kind, title }) => common.has(item(kind, title)) && !there.has(item(kind, title)))
}
