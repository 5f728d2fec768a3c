import type { Role } from '../../../shared/session.gql.ts'
import type { Person } from '../../../shared/session.tsx'

const WRITERS: readonly Role[] = ['STREET_CLERK', 'PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY']

/** Whether somebody writes notices at all; for which estates, the API says. */
export const mayWrite = (person: Pick<Person, 'roles'>): boolean => person.roles.some((one) => WRITERS.includes(one.role))
