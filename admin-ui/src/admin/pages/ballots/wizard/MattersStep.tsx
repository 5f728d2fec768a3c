import { Button } from 'antd'
import type { ReactNode } from 'react'

import { useAsk } from '../../../../shared/asking.ts'
import { useMessages } from '../../../../shared/i18n.tsx'
import { fieldId } from '../../../../shared/ui/Field.tsx'
import { Empty, Retry } from '../../../../shared/ui/States.tsx'
import { LinkableNotices } from '../wizard.gql.ts'
import type { StepProps } from '../WizardPage.tsx'
import { announced, newMatter, type DraftMatter } from './draft.ts'
import { MatterEditor } from './MatterEditor.tsx'
import { words } from './messages.ts'
import { useReorder } from './Reorder.tsx'

/** What is put to the vote. What both notices list is taken over by a press; only that can be voted on. */
export function MattersStep({ draft, change, fault, ballot }: StepProps): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(LinkableNotices, { estateId: ballot.estate.id })
  const set = (matters: readonly DraftMatter[]): void => change({ matters })
  const reorder = useReorder(draft.matters, set)
  const linked = [draft.publicityId, draft.announcementId].map((id) => asked.data?.notices.nodes.find((one) => one.id === id))
  const open = announced(linked, draft.matters)
  return (
    <>
      {asked.trouble && <Retry trouble={asked.trouble} onRetry={asked.again} />}
      {linked.every((one) => one !== undefined) && (
        <div className="take-over">
          <h3>{t.fromNotices}</h3>
          {open.length === 0 ? <p className="hint">{t.allTaken}</p> : (
            <div className="buttons">
              {open.map((one) => (
                <Button key={one.kind + one.title} onClick={() => set([...draft.matters, newMatter(one.kind, one.title)])}>{t.takeOver(one.title)}</Button>
              ))}
            </div>
          )}
        </div>
      )}
      {draft.matters.length === 0 && <Empty title={t.noMatter} />}
      {reorder.said}
      <div id={fieldId('matters')} tabIndex={-1}>
        {draft.matters.map((matter, at) => (
          <article key={matter.key} className="matter-editor" aria-label={t.matter(at + 1)} {...reorder.row(at)}>
            <header className="panel-head">
              <h3>{t.matter(at + 1)}</h3>
              {reorder.handle(at, t.matter(at + 1))}
            </header>
            <MatterEditor
              matter={matter}
              at={`matters.${at}`}
              fault={fault}
              onChange={(changed) => set(draft.matters.map((one) => (one.key === matter.key ? changed : one)))}
            />
          </article>
        ))}
      </div>
      <Button onClick={() => set([...draft.matters, newMatter('OTHER_MAJOR')])}>{t.addMatter}</Button>
    </>
  )
}
