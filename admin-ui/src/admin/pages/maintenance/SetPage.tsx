import '../../register/register.css'
import '../../ui/parts.css'

import type { TableProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate, useParams } from 'react-router'

import { useAsk, useCommand, type Asked } from '../../../shared/asking.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { ChangesList } from './ChangesList.tsx'
import {
  ChangeSetDetails, ChangesOfSet, DropChange, DropChangeSet, PutBuilding, SetTimeline, type ChangeShownFragment, type ChangesOfSetQuery, type SetShownFragment,
} from './maintenance.gql.ts'
import { words } from './messages.ts'
import { sheetWords } from './sheet_messages.ts'
import { countsOf, SET_LOOKS } from './SetsPage.tsx'
import { SubmitDialog } from './SubmitDialog.tsx'
import { DRAFTED } from './UnitForm.tsx'

type Building = SetShownFragment['buildings'][number]

/** One change set: the estate's buildings with what it adds and changes in each, every change, submitting and dropping. */
export default function SetPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { setId = '' } = useParams()
  const asked = useAsk(ChangeSetDetails, { id: setId })
  const [address, change] = useAddress(['after'] as const)
  const changes = useAsk(ChangesOfSet, { id: setId, buildingId: null, newBuilding: null, first: PAGE_SIZE, after: address.after || null })
  const [done, setDone] = useState('')
  const again = (said: string): void => {
    setDone(said)
    asked.again()
    changes.again()
  }
  return (
    <>
      <Link className="back-link" to="/maintenance">{t.backToList}</Link>
      <Answered asked={asked}>
        {({ changeSet }) => changeSet === null ? <><h1 tabIndex={-1}>{t.notFound}</h1></> : (
          <>
            <h1 tabIndex={-1}>{t.setOf(changeSet.estate.name)}</h1>
            <Standing set={changeSet} changes={changes} onDone={again} />
            <p role="status">{done}</p>
            <Buildings set={changeSet} onDone={again} />
            <div className="sheet">
              <h2>{t.changes}</h2>
              <Answered asked={changes}>
                {({ changes: found }) => found.totalCount === 0 ? <Empty title={t.noChanges}>{changeSet.state === 'DRAFT' && <p>{t.noChangesHint}</p>}</Empty> : (
                  <>
                    <p>{t.changesTotal(found.totalCount)}</p>
                    <Changes set={changeSet} changes={found.nodes} waiting={changes.waiting} onDone={() => again('')} />
                    <Paging page={found.pageInfo} after={address.after} onPage={(after) => change({ after })} />
                  </>
                )}
              </Answered>
            </div>
            <Timeline key={standingOf(changeSet)} set={changeSet} />
          </>
        )}
      </Answered>
    </>
  )
}

// The timeline is asked for anew when the set has changed.
const standingOf = (set: SetShownFragment): string => `${set.state} ${countsOf(set).added} ${countsOf(set).changed} ${set.buildings.length}`

interface StandingProps {
  readonly set: SetShownFragment
  readonly changes: Asked<ChangesOfSetQuery>
  readonly onDone: (said: string) => void
}

function Standing({ set, changes, onDone }: StandingProps): ReactNode {
  const t = useMessages(words)
  const s = useMessages(sheetWords)
  const j = useMessages(joints)
  const { language } = useReading()
  const drop = useCommand(DropChangeSet)
  const [acting, setActing] = useState<'submit' | 'drop' | null>(null)
  const close = (): void => setActing(null)
  const { counts } = set
  return (
    <>
      <p>
        <StateTag look={SET_LOOKS[set.state]}>{t.states[set.state]}</StateTag> · {t.sources[set.source]}
        {set.fileName !== null && <>{j.aside(set.fileName)}</>} · {instant(set.openedAt, language)}
      </p>
      {set.state === 'APPLIED' && counts && <p>{t.applied(counts.buildings, counts.added, counts.changed, counts.unchanged, counts.titles)}</p>}
      {set.state === 'DRAFT' && set.source === 'SHEET' && <p><strong>{s.previewed}</strong> {counts !== null && counts.unchanged > 0 && s.unchanged(counts.unchanged)}</p>}
      {set.state === 'DRAFT' && (
        <div className="act-row">
          <Button look="primary" onClick={() => setActing('submit')}>{t.submit}</Button>
          <Button look="danger" onClick={() => setActing('drop')}>{t.drop}</Button>
        </div>
      )}
      {acting === 'submit' && (
        <SubmitDialog
          set={set}
          onClose={close}
          onSubmitted={(said) => {
            close()
            onDone(said)
          }}
        />
      )}
      {acting === 'drop' && (
        <ReasonDialog
          title={t.dropTitle(set.estate.name)}
          action={t.drop}
          danger
          withReason={false}
          command={drop}
          variables={() => ({ input: { changeSetId: set.id } })}
          onDone={() => {
            close()
            onDone('')
          }}
          onClose={close}
        >
          {changes.data && <p><strong>{t.dropEffect(changes.data.changes.totalCount)}</strong></p>}
          <Missed of={changes} what={t.changes} />
        </ReasonDialog>
      )}
    </>
  )
}

function Buildings({ set, onDone }: { set: SetShownFragment; onDone: (said: string) => void }): ReactNode {
  const t = useMessages(words)
  const [adding, setAdding] = useState(false)
  const isDraft = set.state === 'DRAFT'
  const columns: NonNullable<TableProps<Building>['columns']> = [
    { title: t.estate, key: 'estate', render: () => set.estate.name },
    { title: t.building, key: 'name', className: 'name-cell', render: (_, one) => <strong>{one.name}</strong> },
    { title: t.buildingSource, key: 'source', render: (_, one) => t.buildingSources[one.source] },
    { title: t.added, key: 'added', align: 'right', className: 'number-cell', render: (_, one) => one.added },
    { title: t.changed, key: 'changed', align: 'right', className: 'number-cell', render: (_, one) => one.changed },
  ]
  if (isDraft) {
    columns.push({ title: t.units, key: 'units', render: (_, one) => <Link to={addressOf(set.id, one)} aria-label={t.tableOf(one.name)}>{t.table}</Link> })
  }
  return (
    <div className="sheet">
      <h2>{t.buildings}</h2>
      {isDraft && (
        <div className="act-row">
          <Link className="button" to="/maintenance">{t.back}</Link>
          <Button onClick={() => setAdding(true)}>{t.addBuilding}</Button>
        </div>
      )}
      <DataTable label={t.buildings} rows={set.buildings} columns={columns} rowKey="name" />
      {adding && (
        <NewBuilding
          set={set}
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false)
            onDone('')
          }}
        />
      )}
    </div>
  )
}

const addressOf = (setId: string, building: Building): string =>
  building.id === null ? `/maintenance/${setId}/added/${encodeURIComponent(building.name)}` : `/maintenance/${setId}/buildings/${building.id}`

function NewBuilding({ set, onClose, onAdded }: { set: SetShownFragment; onClose: () => void; onAdded: () => void }): ReactNode {
  const t = useMessages(words)
  const put = useCommand(PutBuilding)
  const [name, setName] = useState('')
  const [number, setNumber] = useState('')
  const submit = async (): Promise<void> => {
    const outcome = await put.run({ input: { changeSetId: set.id, name, number: number.trim() || null } })
    if (outcome.kind === 'done') onAdded()
  }
  return (
    <TypingDialog title={t.addBuildingTitle} onClose={onClose}>
      <form
        className="reason-dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <CommandErrors of={put} />
        <Field label={t.buildingName} hint={t.buildingNameHint} path="name" error={put.fault('name')}>
          {(control) => <input {...control} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={t.buildingNumber} hint={t.buildingNumberHint} path="number" error={put.fault('number')}>
          {(control) => <input {...control} autoComplete="off" value={number} onChange={(event) => setNumber(event.target.value)} />}
        </Field>
        <div className="act-row">
          <Button type="submit" look="primary" busy={put.busy}>{t.ok}</Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </form>
    </TypingDialog>
  )
}

interface ChangesProps {
  readonly set: SetShownFragment
  readonly changes: readonly ChangeShownFragment[]
  readonly waiting: boolean
  readonly onDone: () => void
}

function Changes({ set, changes, waiting, onDone }: ChangesProps): ReactNode {
  const navigate = useNavigate()
  const drop = useCommand(DropChange, DRAFTED)
  const isDraft = set.state === 'DRAFT'
  const dropped = async (change: ChangeShownFragment): Promise<void> => {
    const outcome = await drop.run({ input: { changeId: change.id } })
    if (outcome.kind === 'done') onDone()
  }
  const edit = (change: ChangeShownFragment): void => {
    const place = addressOf(set.id, { __typename: 'ChangedBuilding', id: change.buildingId, name: change.content.newBuilding ?? '', source: 'ADDED', added: 0, changed: 0 })
    void navigate(`${place}?${change.unitId === null ? `change=${change.id}` : `unit=${change.unitId}`}`)
  }
  return (
    <>
      <CommandErrors of={drop} />
      <ChangesList
        changes={changes}
        waiting={waiting}
        buildingName={(id) => set.buildings.find((one) => one.id === id)?.name ?? ''}
        onDrop={isDraft ? (change) => void dropped(change) : null}
        onEdit={isDraft ? edit : null}
      />
    </>
  )
}

/** What happened to the set, the latest first. */
function Timeline({ set }: { set: SetShownFragment }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [address, change] = useAddress(['acts'] as const)
  const asked = useAsk(SetTimeline, { estateId: set.estate.id, setId: set.id, first: PAGE_SIZE, after: address.acts || null })
  return (
    <section className="sheet" aria-labelledby="timeline">
      <h2 id="timeline">{t.timeline}</h2>
      <Answered asked={asked}>
        {({ auditRecords }) => (
          <>
            <ol className="timeline-list">
              {auditRecords.nodes.map((one) => (
                <li key={one.id}>
                  {instant(one.at, language)} · {(t.acted as Readonly<Record<string, string>>)[one.action] ?? one.action} · {t.by(one.actorName)}
                </li>
              ))}
            </ol>
            <Paging page={auditRecords.pageInfo} after={address.acts} onPage={(acts) => change({ acts })} />
          </>
        )}
      </Answered>
    </section>
  )
}
