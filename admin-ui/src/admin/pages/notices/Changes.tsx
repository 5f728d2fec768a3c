import type { ReactNode } from 'react'

import { terms } from '../../../shared/ballot/terms.ts'
import { joints, useMessages } from '../../../shared/i18n.tsx'
import { words } from './messages.ts'
import type { LineChange } from './notices.gql.ts'
import type { Notice } from './NoticePage.tsx'

const MARKS: Record<LineChange, string> = { KEPT: ' ', REMOVED: '－', ADDED: '＋' }

/** The text that was rejected beside the present one, line by line. */
export function Changes({ lines }: { lines: NonNullable<Notice['changesSinceRejection']> }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { kinds } = useMessages(terms)
  const spoken: Record<LineChange, string> = { KEPT: t.kept, REMOVED: t.removed, ADDED: t.added }
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{t.changes}</h2>
      <p className="hint">{t.changesHint}</p>
      <ol className="changes plain-list">
        {lines.map((line, number) => (
          // Lines have no other name than their place, and the list is never sorted.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          <li key={number} className={line.change.toLowerCase()}>
            <span aria-hidden="true">{MARKS[line.change]} </span>
            <span className="visually-hidden">{spoken[line.change]}{j.colon}</span>
            {line.matterKind !== null && `【${kinds[line.matterKind]}】`}{line.text}
          </li>
        ))}
      </ol>
    </section>
  )
}
