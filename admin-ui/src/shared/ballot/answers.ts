import type { PaperFragment } from './ballot.gql.ts'

/** What a ballot asks; the API's `Paper` fragment, whoever asked for it. */
export type Paper = PaperFragment
export type Matter = Paper['matters'][number]
export type Option = Matter['options'][number]

/** What was picked so far: the options by matter. A matter that is not in it is not answered; in an election an empty
 * list is an answer, nobody. Nothing is ever picked beforehand. */
export type Answers = Readonly<Record<string, readonly string[]>>

/** Why one cannot go on: a matter without an answer, or with `over` picks too many. */
export interface AnswerFault {
  readonly matter: Matter
  readonly kind: 'missing' | 'tooMany'
  readonly over: number
}

export const isElection = (matter: Matter): boolean => matter.mode === 'ELECTION'

/** By which number people know a matter: its place on the paper, from one. */
export const numberOf = (paper: Paper, matter: Matter): number => paper.matters.findIndex((one) => one.id === matter.id) + 1

/** The matters that take an answer, in their order. */
export const openMatters = (paper: Paper): readonly Matter[] => paper.matters.filter((matter) => matter.state === 'ACTIVE')

/** How many options one answer may name. */
export const limitOf = (matter: Matter): number => (isElection(matter) ? (matter.maxPicks ?? matter.seats ?? 1) : 1)

/** Whether "nobody" has to be offered: an election that has no option to abstain. */
export const offersNobody = (matter: Matter): boolean => isElection(matter) && !matter.options.some((option) => option.role === 'ABSTAIN')

const isCandidate = (matter: Matter, optionId: string): boolean =>
  matter.options.some((option) => option.id === optionId && option.role === 'CANDIDATE')

/** The answers after an option was pressed. Candidates are ticked and unticked; anything else takes the place of what was there. */
export function pressed(answers: Answers, matter: Matter, optionId: string): Answers {
  const before = answers[matter.id] ?? []
  if (!isElection(matter) || !isCandidate(matter, optionId)) {
    const untick = isElection(matter) && before.includes(optionId)
    return untick ? without(answers, matter.id) : { ...answers, [matter.id]: [optionId] }
  }
  const candidates = before.filter((one) => isCandidate(matter, one))
  const after = candidates.includes(optionId) ? candidates.filter((one) => one !== optionId) : [...candidates, optionId]
  return after.length ? { ...answers, [matter.id]: after } : without(answers, matter.id)
}

/** The answers after "nobody" was pressed: an answer of its own, or none again. */
export const nobodyPressed = (answers: Answers, matter: Matter): Answers =>
  answers[matter.id]?.length === 0 ? without(answers, matter.id) : { ...answers, [matter.id]: [] }

function without(answers: Answers, matterId: string): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => id !== matterId))
}

/** Everything that is still to be done before the answers can be submitted, in the order of the matters. */
export function faultsOf(paper: Paper, answers: Answers): readonly AnswerFault[] {
  return openMatters(paper).flatMap((matter): AnswerFault[] => {
    const picked = answers[matter.id]
    if (picked === undefined) return [{ matter, kind: 'missing', over: 0 }]
    const over = picked.length - limitOf(matter)
    return over > 0 ? [{ matter, kind: 'tooMany', over }] : []
  })
}

/** The answers as the API takes them: of the matters that are open now, and of no other. */
export const choicesOf = (paper: Paper, answers: Answers): { matterId: string; optionIds: string[] }[] =>
  openMatters(paper).map((matter) => ({ matterId: matter.id, optionIds: [...(answers[matter.id] ?? [])] }))

/** The paper as it stands once these matters are suspended. */
export function withSuspended(paper: Paper, matterIds: readonly string[]): Paper {
  const newly = paper.matters.some((matter) => matter.state === 'ACTIVE' && matterIds.includes(matter.id))
  if (!newly) return paper
  return { ...paper, matters: paper.matters.map((matter) => (matterIds.includes(matter.id) ? { ...matter, state: 'SUSPENDED' } : matter)) }
}
