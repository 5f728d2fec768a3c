import { useMessages } from '../../../shared/i18n.tsx'
import { words } from './messages.ts'
import type { UnitToRateFragment } from './rating.gql.ts'

/** What a unit is called: by what stands on its door. */
export function useUnitName(): (unit: Pick<UnitToRateFragment, 'building' | 'entrance' | 'room'>) => string {
  const t = useMessages(words)
  return ({ building, entrance, room }) => t.unit(building, entrance, room)
}
