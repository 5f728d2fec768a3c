import type { Role } from '../../shared/session.gql.ts'
import { useSession } from '../../shared/session.tsx'

// What each role may do to estates and registers, as domain/rules/policy.py has it: what is never allowed is not shown.
// Whether a thing is really allowed is the API's to say.
const ALLOWED = {
  readPeople: ['STREET_CLERK', 'STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR'],
  readAudit: ['STREET_CLERK', 'STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR'],
  revealPeople: ['STREET_CLERK', 'STREET_REVIEWER'],
  releaseAccount: ['STREET_CLERK', 'STREET_REVIEWER'],
  decideReview: ['STREET_CLERK', 'STREET_REVIEWER'],
  maintainRegister: ['STREET_CLERK'],
  completeEstate: ['STREET_CLERK', 'DISTRICT'],
  proposeEstate: ['STREET_CLERK'],
  decideEstate: ['DISTRICT'],
} as const satisfies Record<string, readonly Role[]>

export type Allowed = Readonly<Record<keyof typeof ALLOWED, boolean>>

/** What whoever is signed in may do here, by their roles. */
export function useAllowed(): Allowed {
  const { last } = useSession()
  const roles: readonly Role[] = (last?.roles ?? []).map((one) => one.role)
  const entries = Object.entries(ALLOWED).map(([what, by]) => [what, by.some((role) => roles.includes(role))])
  return Object.fromEntries(entries) as Allowed
}
