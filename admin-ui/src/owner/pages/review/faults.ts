import type { Fault } from '../../../shared/refusals.gql.ts'
import { PURPOSES, type Purpose } from './draft.ts'

type Ids = Readonly<Record<Purpose, readonly string[] | null>>

interface Sentences {
  readonly identityMissing: string
  readonly propertyMissing: string
  readonly nothingAdded: string
  readonly notSent: (purpose: string) => string
  readonly purposes: Readonly<Record<Purpose, string>>
}

const fault = (path: string, message: string): Fault => ({ path, message })

export const consentFault = (message: string): Fault => fault('consent', message)

/** What is missing before photos can be submitted, each fault at its picker. `ids` as they have settled: null where a
 * photo of that purpose did not arrive. For an answer to the street any one photo will do. */
export function photoFaults(ids: Ids, allNeeded: boolean, t: Sentences): readonly Fault[] {
  const missing = { IDENTITY_DOCUMENT: t.identityMissing, PROPERTY_DOCUMENT: t.propertyMissing }
  const faults = PURPOSES.flatMap((purpose): Fault[] => {
    const here = ids[purpose]
    if (here === null) return [fault(purpose, t.notSent(t.purposes[purpose]))]
    return allNeeded && here.length === 0 ? [fault(purpose, missing[purpose])] : []
  })
  const nothing = !allNeeded && faults.length === 0 && PURPOSES.every((purpose) => ids[purpose]?.length === 0)
  return nothing ? [fault(PURPOSES[0], t.nothingAdded)] : faults
}
