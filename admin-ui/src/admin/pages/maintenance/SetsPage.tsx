import type { TableProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { ChangeSets, type ChangeSetsQuery } from './maintenance.gql.ts'
import { words } from './messages.ts'
import { sheetWords } from './sheet_messages.ts'
import { SubmitDialog } from './SubmitDialog.tsx'

type ChangeSet = ChangeSetsQuery['changeSets']['nodes'][number]

export const SET_LOOKS = { DRAFT: 'waiting', APPLIED: 'good', DROPPED: 'plain' } as const
const isState = (given: string): given is keyof typeof SET_LOOKS => given in SET_LOOKS

/** 房屋维护: the change sets of all estates whose register one maintains. */
export default function SetsPage(): ReactNode {
  const t = useMessages(words)
  const s = useMessages(sheetWords)
  useTitle(t.title)
  const [address, change] = useAddress(['state', 'estate', 'after'] as const)
  const state = isState(address.state) ? address.state : null
  const asked = useAsk(ChangeSets, { estateId: address.estate || null, state, first: PAGE_SIZE, after: address.after || null })
  const [submitting, setSubmitting] = useState<ChangeSet | null>(null)
  const [done, setDone] = useState('')
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p className="hint">{t.lead}</p>
      <div className="act-row">
        <Link className="button primary" to="/maintenance/new">{t.apply}</Link>
        <Link className="button" to="/maintenance/import">{s.importAct}</Link>
      </div>
      <Filters>
        <FilterChoice
          label={t.state}
          value={state ?? ''}
          onChange={(chosen) => change({ state: chosen, after: '' })}
          options={[{ value: '', label: t.everyState }, ...Object.keys(SET_LOOKS).filter(isState).map((one) => ({ value: one, label: t.states[one] }))]}
        />
      </Filters>
      <p role="status">{done}</p>
      <Answered asked={asked}>
        {({ changeSets }) => changeSets.totalCount === 0 ? (
          <Empty title={t.none}><p>{t.noneHint}</p></Empty>
        ) : (
          <>
            <p>{t.total(changeSets.totalCount)}</p>
            <Sets sets={changeSets.nodes} waiting={asked.waiting} onSubmit={setSubmitting} />
            <Paging page={changeSets.pageInfo} after={address.after} onPage={(after) => change({ after })} />
          </>
        )}
      </Answered>
      {submitting && (
        <SubmitDialog
          set={submitting}
          onClose={() => setSubmitting(null)}
          onSubmitted={(said) => {
            setSubmitting(null)
            setDone(said)
            asked.again()
          }}
        />
      )}
    </>
  )
}

interface SetsProps {
  readonly sets: readonly ChangeSet[]
  readonly waiting: boolean
  readonly onSubmit: (set: ChangeSet) => void
}

/** What a set adds and changes: as applied, or as drafted so far. */
export const countsOf = (set: Pick<ChangeSet, 'counts' | 'buildings' | 'state'>): { added: number; changed: number } => {
  const drafted = (of: 'added' | 'changed'): number => set.buildings.reduce((sum, one) => sum + one[of], 0)
  return set.state === 'APPLIED' && set.counts !== null
    ? { added: set.counts.added, changed: set.counts.changed }
    : { added: drafted('added'), changed: drafted('changed') }
}

function Sets({ sets, waiting, onSubmit }: SetsProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const columns: NonNullable<TableProps<ChangeSet>['columns']> = [
    { title: t.estate, key: 'estate', render: (_, one) => <strong>{one.estate.name}</strong> },
    { title: t.source, key: 'source', render: (_, one) => <>{t.sources[one.source]}{one.fileName !== null && <><br /><span className="hint">{one.fileName}</span></>}</> },
    { title: t.state, key: 'state', render: (_, one) => <StateTag look={SET_LOOKS[one.state]}>{t.states[one.state]}</StateTag> },
    { title: t.opened, key: 'opened', render: (_, one) => instant(one.openedAt, language) },
    { title: t.ended, key: 'ended', render: (_, one) => (one.endedAt === null ? '—' : instant(one.endedAt, language)) },
    { title: t.added, key: 'added', align: 'right', className: 'number-cell', render: (_, one) => countsOf(one).added },
    { title: t.changed, key: 'changed', align: 'right', className: 'number-cell', render: (_, one) => countsOf(one).changed },
    {
      title: t.acts,
      key: 'acts',
      render: (_, one) => {
        const at = instant(one.openedAt, language)
        const isDraft = one.state === 'DRAFT'
        return (
          <span className="row-acts">
            <Link to={`/maintenance/${one.id}`} aria-label={(isDraft ? t.openOf : t.lookOf)(one.estate.name, at)}>{isDraft ? t.open : t.look}</Link>
            {isDraft && <Button look="link" aria-label={t.submitOf(one.estate.name, at)} onClick={() => onSubmit(one)}>{t.submit}</Button>}
          </span>
        )
      },
    },
  ]
  return <DataTable label={t.list} rows={sets} columns={columns} waiting={waiting} />
}
