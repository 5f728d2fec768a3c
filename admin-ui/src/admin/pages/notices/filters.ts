import { useAddress } from '../../ui/useAddress.ts'

/** Which units a list shows, as the address has it: those not reached, unless it says otherwise. */
export interface Wanted {
  readonly certified: boolean | null
  readonly reached: boolean | null
  readonly building: string | null
}

const REACHED = { '': false, yes: true, all: null } as const
const CERTIFIED = { '': null, yes: true, no: false } as const
export type ReachedChoice = keyof typeof REACHED
export type CertifiedChoice = keyof typeof CERTIFIED
export const REACHED_CHOICES = Object.keys(REACHED) as readonly ReachedChoice[]
export const CERTIFIED_CHOICES = Object.keys(CERTIFIED) as readonly CertifiedChoice[]

const KEYS = ['reached', 'certified', 'building', 'after'] as const
type Key = (typeof KEYS)[number]

interface Filters {
  readonly reached: ReachedChoice
  readonly certified: CertifiedChoice
  readonly wanted: Wanted
  readonly after: string
  readonly change: (changed: Partial<Record<Key, string>>) => void
  /** The filters as an address carries them, without the page. */
  readonly query: string
}

const among = <Choice extends string>(choices: readonly Choice[], given: string): Choice | undefined => choices.find((one) => one === given)

/** The filters of the list, on the screen and on paper. */
export function useReachFilters(): Filters {
  const [address, change] = useAddress(KEYS)
  const reached = among(REACHED_CHOICES, address.reached) ?? ''
  const certified = among(CERTIFIED_CHOICES, address.certified) ?? ''
  const given = new URLSearchParams(Object.entries({ reached, certified, building: address.building }).filter(([, value]) => value !== ''))
  return {
    reached,
    certified,
    wanted: { reached: REACHED[reached], certified: CERTIFIED[certified], building: address.building || null },
    after: address.after,
    change,
    query: given.size === 0 ? '' : `?${given.toString()}`,
  }
}
