import type { Trouble } from '../gqlClient.ts'
import { languageInUse } from '../i18n.tsx'
import { sentenceOf, sentenceOfTrouble } from '../problems.ts'
import type { Refusal } from '../refusals.gql.ts'

/** How a command that asks for a photo's one-time address came out: what `perform` answers for any of them. */
export type Requested =
  | { readonly kind: 'done'; readonly value: { readonly address: string } }
  | { readonly kind: 'refused'; readonly refusal: { readonly __typename: string } }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }

/** Why there was no address, in the reader's words. */
export function faultOfRequest(requested: Exclude<Requested, { readonly kind: 'done' }>): string {
  return requested.kind === 'trouble'
    ? sentenceOfTrouble(requested.trouble, languageInUse())
    : sentenceOf(requested.refusal as Refusal, languageInUse())
}
