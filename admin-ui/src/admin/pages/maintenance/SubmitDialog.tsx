import '../../ui/parts.css'

import type { ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { Dialog } from '../../../shared/ui/Dialog.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { ChangeSetFaults, SubmitChangeSet, type SetShownFragment } from './maintenance.gql.ts'
import { words } from './messages.ts'

interface Props {
  readonly set: SetShownFragment
  readonly onClose: () => void
  readonly onSubmitted: (said: string) => void
}

/** Submitting a set as a whole: what it does, in figures, or everything that keeps it from being applied. */
export function SubmitDialog({ set, onClose, onSubmitted }: Props): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(ChangeSetFaults, { id: set.id })
  const submit = useCommand(SubmitChangeSet)
  const act = async (): Promise<void> => {
    const outcome = await submit.run({ input: { changeSetId: set.id } })
    if (outcome.kind !== 'done') return
    const { added = 0, changed = 0, titles = 0 } = outcome.value.changeSet.counts ?? {}
    onSubmitted(t.submitted(added, changed, titles))
  }
  const sum = (of: 'added' | 'changed'): number => set.buildings.reduce((all, one) => all + one[of], 0)
  const added = set.buildings.filter((one) => one.id === null).length
  return (
    <Dialog title={t.submitTitle(set.estate.name)} onClose={onClose}>
      <div className="reason-dialog">
        <CommandErrors of={submit} />
        <Answered asked={asked}>
          {({ changeSetFaults }) => (changeSetFaults ?? []).length > 0 ? (
            <>
              <div className="must-settle" role="status">
                <p><strong>{t.cannot(changeSetFaults?.length ?? 0)}</strong></p>
                <ul>{changeSetFaults?.map((one) => <li key={one.path + one.message}>{one.message}</li>)}</ul>
              </div>
              <div className="act-row"><Button onClick={onClose}>{t.cancel}</Button></div>
            </>
          ) : (
            <>
              <p><strong>{t.submitEffect(added, sum('added'), sum('changed'))}</strong></p>
              <p>{t.submitOwners}</p>
              <div className="act-row">
                <Button look="primary" busy={submit.busy} onClick={act}>{t.submit}</Button>
                <Button onClick={onClose}>{t.cancel}</Button>
              </div>
            </>
          )}
        </Answered>
      </div>
    </Dialog>
  )
}
