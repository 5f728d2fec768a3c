import type { Fault } from '../../../shared/refusals.gql.ts'

/** A fault that the page finds itself, where the API could not even be asked. */
export const fault = (path: string, message: string): Fault => ({ path, message })

/** A person as the dialogs ask for one; everything is text until it is sent. */
export interface Typed {
  readonly position: Position
  readonly name: string
  readonly phone: string
  readonly sex: Sex
  readonly employer: string
  readonly age: string
  readonly documentNumber: string
  readonly address: string
}

export const POSITIONS = ['CHAIR', 'DEPUTY_CHAIR', 'MEMBER', 'ALTERNATE'] as const
export type Position = (typeof POSITIONS)[number] | 'LEADER' | 'CONTACT'
export type Sex = 'MALE' | 'FEMALE' | 'NOT_STATED'

export const nobody = (position: Position): Typed => ({
  position, name: '', phone: '', sex: 'NOT_STATED', employer: '', age: '', documentNumber: '', address: '',
})

/** The age as a number, null where none was given, undefined where it is no number. */
export function ageOf(typed: string): number | null | undefined {
  const age = typed.trim()
  if (age === '') return null
  return /^\d{1,3}$/.test(age) ? Number(age) : undefined
}

/** A person as the API takes one. An age that is no number was refused before. */
export const personOf = (typed: Typed): Omit<Typed, 'age'> & { readonly age: number | null } => ({ ...typed, age: ageOf(typed.age) ?? null })

interface Served { readonly leftAt: string | null; readonly accountId: string | null; readonly accountState: string | null }

/** How many people leave and how many accounts lose their role when a body ends. */
export function effectOn(members: readonly Served[]): { readonly people: number; readonly accounts: number } {
  const present = members.filter((one) => one.leftAt === null)
  return { people: present.length, accounts: present.filter(holdsAccount).length }
}

/** Whether a member's account would lose something: a closed one has nothing left to lose. */
export const holdsAccount = (member: Served): boolean => member.accountId !== null && member.accountState !== 'DISABLED'

interface Shown { readonly kind: string; readonly state: string }

/** What a clerk does next with an assembly: the first is what the guide asks for. */
export function nextSteps(assembly: { readonly hasCommittee: boolean; readonly organizers: readonly Shown[] }): readonly ('nameLeader' | 'enterCommittee')[] {
  const inOffice = (kind: string): boolean => assembly.organizers.some((one) => one.kind === kind && one.state === 'ACTIVE')
  if (inOffice('COMMITTEE')) return []
  return assembly.hasCommittee || inOffice('PREPARATORY_GROUP') ? ['enterCommittee'] : ['nameLeader', 'enterCommittee']
}
