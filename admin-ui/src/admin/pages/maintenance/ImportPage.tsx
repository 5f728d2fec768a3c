import '../../ui/parts.css'

import { useRef, useState, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { joints, useMessages, useTitle } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { EstateChoice } from '../../register/EstateChoice.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { EstateToMaintain } from './maintenance.gql.ts'
import { words } from './messages.ts'
import { sheetWords } from './sheet_messages.ts'
import { PreviewSheet, RequestSheetUpload } from './sheets.gql.ts'
import { LARGEST, placeOf, send } from './upload.ts'

/** A register from an Excel sheet: every faulty row is named and nothing is imported, or a drafted set shows what changes. */
export default function ImportPage(): ReactNode {
  const t = useMessages(sheetWords)
  const w = useMessages(words)
  useTitle(t.title)
  const [address, change] = useAddress(['estate'] as const)
  return (
    <>
      <Link className="back-link" to="/maintenance">{w.backToList}</Link>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.lead}</p>
      {address.estate === ''
        ? <><p>{w.step}</p><EstateChoice onChoose={(estate) => change({ estate: estate.id })} /></>
        : <Import estateId={address.estate} onAgain={() => change({ estate: '' })} />}
    </>
  )
}

function Import({ estateId, onAgain }: { estateId: string; onAgain: () => void }): ReactNode {
  const t = useMessages(sheetWords)
  const w = useMessages(words)
  const j = useMessages(joints)
  const asked = useAsk(EstateToMaintain, { id: estateId })
  return (
    <Answered asked={asked}>
      {({ estate }) => estate === null ? <Button onClick={onAgain}>{w.choose}</Button> : (
        <>
          <section className="sheet" aria-labelledby="step1">
            <h2>{w.chosen}{j.colon}{estate.name}</h2>
            <div><Button onClick={onAgain}>{w.choose}</Button></div>
            <h2 id="step1">{t.step1}</h2>
            <p className="hint">{t.templateHint}</p>
            <div className="act-row"><a className="button" href="/register-template.xlsx" download>{t.template}</a></div>
          </section>
          <Upload estateId={estate.id} />
        </>
      )}
    </Answered>
  )
}

function Upload({ estateId }: { estateId: string }): ReactNode {
  const t = useMessages(sheetWords)
  const navigate = useNavigate()
  const request = useCommand(RequestSheetUpload)
  const preview = useCommand(PreviewSheet)
  const [file, setFile] = useState<File | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const working = useRef(false)
  const [busy, setBusy] = useState(false)
  const upload = async (): Promise<void> => {
    preview.clear()
    request.clear()
    if (file === null || file.size > LARGEST) {
      setTrouble(file === null ? t.noFile : t.tooLarge)
      return
    }
    setTrouble(null)
    const asked = await request.run({ input: { estateId } })
    if (asked.kind !== 'done') return
    const sent = await send(file, asked.value.address)
    if (sent !== 'sent') {
      setTrouble(sent === 'unreadable' ? t.changedOnDisk : t.notSent)
      return
    }
    const outcome = await preview.run({ input: { uploadId: asked.value.uploadId } })
    if (outcome.kind === 'done') void navigate(`/maintenance/${outcome.value.changeSet.id}`)
  }
  const once = async (): Promise<void> => {
    if (working.current) return
    working.current = true
    setBusy(true)
    try {
      await upload()
    } finally {
      working.current = false
      setBusy(false)
    }
  }
  const faulty = preview.refusal?.__typename === 'SheetHasFaults' ? preview.refusal : null
  return (
    <section className="sheet" aria-labelledby="step2">
      <h2 id="step2">{t.step2}</h2>
      {trouble !== null && <ErrorSummary title={trouble} faults={[]} />}
      <CommandErrors of={request} />
      {faulty === null ? <CommandErrors of={preview} /> : <ErrorSummary title={t.faults(faulty.itsTotal)} />}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void once()
        }}
      >
        <Field label={t.file} path="file">
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
          )}
        </Field>
        {file !== null && <p>{t.chosen(file.name, `${Math.max(1, Math.round(file.size / 1000))} kB`)}</p>}
        <div className="act-row">
          <Button type="submit" look="primary" busy={busy}>{t.upload}</Button>
          <span role="status">{busy && t.uploading}</span>
        </div>
      </form>
      {faulty !== null && <Faults faults={faulty.faults} total={faulty.itsTotal} />}
    </section>
  )
}

function Faults({ faults, total }: { faults: readonly Fault[]; total: number }): ReactNode {
  const t = useMessages(sheetWords)
  const rows = faults.map((one, place) => ({ id: String(place), ...placeOf(one.path), message: one.message }))
  return (
    <>
      <p>{faults.length < total ? t.faultsShown(faults.length, total) : t.mend}</p>
      <DataTable
        label={t.faultList}
        rows={rows}
        columns={[
          { title: t.where, key: 'row', align: 'right', className: 'number-cell', render: (_, one) => one.row || t.wholeFile },
          { title: t.column, key: 'column', render: (_, one) => one.column },
          { title: t.what, key: 'what', render: (_, one) => one.message },
        ]}
      />
    </>
  )
}
