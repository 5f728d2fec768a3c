import { useSession } from '../../../shared/session.tsx'

/** What the roles of whoever is signed in let them do with bodies; the API decides in the end. */
export function useMay(): { readonly manage: boolean; readonly reveal: boolean } {
  const roles = (useSession().last?.roles ?? []).map((one) => one.role)
  return { manage: roles.includes('STREET_CLERK'), reveal: roles.includes('STREET_CLERK') || roles.includes('STREET_REVIEWER') }
}
