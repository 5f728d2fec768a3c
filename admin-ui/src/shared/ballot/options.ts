import { messages } from '../i18n.tsx'
import type { OptionRole } from './ballot.gql.ts'

const MEANINGS: Partial<Record<OptionRole, string>> = { FOR: 'For', AGAINST: 'Against', ABSTAIN: 'Abstain' }

/** What an option is called: by the organizer's own words, which are Chinese; to a reader of English also by what it
 * means, or nobody who reads no Chinese could tell a yes from a no. */
export const optionNames = messages(
  { name: (label: string, _role: OptionRole | null) => label },
  {
    name: (label, role) => {
      const meaning = role === null ? undefined : MEANINGS[role]
      return meaning === undefined || label.toLowerCase() === meaning.toLowerCase() ? label : `${label} (${meaning})`
    },
  },
)
