import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { useAllowed } from '../../ui/allowed.ts'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { sheetWords } from '../maintenance/sheet_messages.ts'
import { RequestRegisterExport } from '../maintenance/sheets.gql.ts'
import { download } from '../maintenance/upload.ts'

interface Props {
  readonly estate: { readonly id: string; readonly name: string }
  readonly units: string
}

/** The register as a sheet: masked for who reads people, in full against a reason; and the way to import one. */
export function ExportPanel({ estate, units }: Props): ReactNode {
  const t = useMessages(sheetWords)
  const allowed = useAllowed()
  const masked = useCommand(RequestRegisterExport)
  const full = useCommand(RequestRegisterExport)
  const [asking, setAsking] = useState(false)
  const [done, setDone] = useState('')
  const save = (address: string): void => {
    download(address)
    setAsking(false)
    setDone(t.exportDone)
  }
  const exportMasked = async (): Promise<void> => {
    const outcome = await masked.run({ input: { estateId: estate.id, revealed: false, reason: null } })
    if (outcome.kind === 'done') save(outcome.value.address)
  }
  if (!allowed.readPeople) return null
  return (
    <section className="sheet" aria-labelledby="export">
      <h2 id="export">{t.exportTitle}</h2>
      <p className="hint">{t.exportHint}</p>
      <CommandErrors of={masked} />
      <div className="act-row">
        <Button busy={masked.busy} onClick={exportMasked}>{t.exportMasked}</Button>
        {allowed.revealPeople && <Button onClick={() => setAsking(true)}>{t.exportFull}</Button>}
        {allowed.maintainRegister && <Link className="button" to={`/maintenance/import?estate=${estate.id}`}>{t.importAct}</Link>}
      </div>
      <p role="status">{done}</p>
      {asking && (
        <ReasonDialog
          title={t.exportFullTitle(estate.name)}
          action={t.exportFull}
          command={full}
          variables={(reason) => ({ input: { estateId: estate.id, revealed: true, reason } })}
          onDone={({ address }) => save(address)}
          onClose={() => setAsking(false)}
        >
          <p><strong>{t.exportFullEffect(units)}</strong></p>
        </ReasonDialog>
      )}
    </section>
  )
}
