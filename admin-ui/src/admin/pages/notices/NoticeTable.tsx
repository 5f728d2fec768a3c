import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { words } from './messages.ts'
import type { NoticeLineFragment, NoticeState } from './notices.gql.ts'

const LOOKS: Record<NoticeState, 'good' | 'waiting' | 'bad' | 'plain'> = {
  DRAFT: 'plain',
  SUBMITTED: 'waiting',
  REJECTED: 'bad',
  APPROVED: 'waiting',
  PUBLISHED: 'good',
}

/** Where a notice stands, in words, glyph and colour. */
export function NoticeStanding({ state }: { state: NoticeState }): ReactNode {
  const t = useMessages(words)
  return <StateTag look={LOOKS[state]}>{t.states[state]}</StateTag>
}

/** Notices line by line, each a link to its page. */
export function NoticeTable({ notices, waiting }: { notices: readonly NoticeLineFragment[]; waiting: boolean }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const at = (moment: string | null): string => (moment === null ? '—' : instant(moment, language))
  return (
    <DataTable<NoticeLineFragment>
      label={t.list}
      rows={notices}
      waiting={waiting}
      columns={[
        { title: t.name, key: 'title', render: (_, one) => <Link to={`/notices/${one.id}`}><strong>{one.title}</strong></Link> },
        { title: t.kind, key: 'kind', render: (_, one) => t.kinds[one.kind] },
        { title: t.estateAndPublisher, key: 'estate', render: (_, one) => <>{one.estateName}<br /><span className="hint">{one.publisher}</span></> },
        { title: t.state, key: 'state', render: (_, one) => <NoticeStanding state={one.state} /> },
        { title: t.submitted, key: 'submitted', render: (_, one) => at(one.submittedAt) },
        { title: t.published, key: 'published', render: (_, one) => at(one.publishedAt) },
      ]}
    />
  )
}
