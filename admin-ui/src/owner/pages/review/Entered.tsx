import type { ReactNode } from 'react'

import { useMessages } from '../../../shared/i18n.tsx'
import { words } from './messages.ts'
import type { EnteredShownFragment } from './review.gql.ts'

interface Props {
  readonly entered: EnteredShownFragment
  /** As it was typed a moment ago, where the page still knows it: the server shows a part of it only. */
  readonly typed?: { readonly name: string; readonly number: string } | undefined
}

/** What the owner entered, as the street will compare it. */
export function Entered({ entered, typed }: Props): ReactNode {
  const t = useMessages(words)
  return (
    <dl className="facts">
      <dt>{entered.documentKind === 'ORGANISATION_CODE' ? t.organisation : t.name}</dt>
      <dd>{typed?.name ?? entered.maskedName}</dd>
      <dt>{t.document}</dt>
      <dd>{t.kinds[entered.documentKind]} <span className="number">{typed?.number ?? entered.maskedNumber}</span></dd>
    </dl>
  )
}
