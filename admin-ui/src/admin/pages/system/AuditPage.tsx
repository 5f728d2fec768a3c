import { Button } from 'antd'
import { useState, type ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import type { Role } from '../../../shared/session.gql.ts'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters, SearchFilter } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { roleNames } from '../../ui/roles.ts'
import { StateTag } from '../../ui/StateTag.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { AREAS, wordsOf } from './acts.ts'
import { words } from './messages.ts'
import { AuditChain, AuditRecords, EstateName, EstatesByName, type AuditRecordsQuery } from './system.gql.ts'

type Entry = AuditRecordsQuery['auditRecords']['nodes'][number]

/** Who did what, when, on what and why; of one estate also whether its chain is whole. */
export default function AuditPage(): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  useTitle(t.audit.title)
  const [address, change] = useAddress(['estate', 'area', 'after'] as const)
  const area = AREAS.find((one) => one.prefix === address.area)
  const asked = useAsk(AuditRecords, {
    estateId: address.estate || null,
    action: area ? `${area.prefix}.` : null,
    first: PAGE_SIZE,
    after: address.after || null,
  })
  return (
    <>
      <h1 tabIndex={-1}>{t.audit.title}</h1>
      <p>{t.audit.about}</p>
      <Filters>
        <EstateFilter estate={address.estate} onChoose={(estate) => change({ estate, after: '' })} />
        <FilterChoice
          label={t.audit.area}
          value={area?.prefix ?? ''}
          onChange={(prefix) => change({ area: prefix, after: '' })}
          options={[{ value: '', label: t.audit.everyArea }, ...AREAS.map((one) => ({ value: one.prefix, label: one[language] }))]}
        />
      </Filters>
      {address.estate !== '' && <Chain estate={address.estate} />}
      <Answered asked={asked}>
        {({ auditRecords }) =>
          auditRecords.totalCount === 0 ? (
            <Empty title={t.audit.none}>
              <p>{t.audit.noneHint}</p>
              <Button onClick={() => change({ estate: '', area: '', after: '' })}>{t.audit.clear}</Button>
            </Empty>
          ) : (
            <>
              <p role="status">{t.audit.total(auditRecords.totalCount)}</p>
              <Found entries={auditRecords.nodes} waiting={asked.waiting} />
              <Paging page={auditRecords.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}

function EstateFilter({ estate, onChoose }: { estate: string; onChoose: (estate: string) => void }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const [search, setSearch] = useState('')
  const found = useAsk(EstatesByName, { search })
  const named = useAsk(EstateName, { id: estate }, { pause: estate === '' })
  const chosen = named.data?.estate
  const options = (found.data?.estates.nodes ?? []).map((one) => ({ value: one.id, label: `${one.name}${j.aside(`${one.street.district.name}${one.street.name}`)}` }))
  if (chosen && !options.some((one) => one.value === chosen.id)) options.unshift({ value: chosen.id, label: chosen.name })
  return (
    <>
      <SearchFilter label={t.audit.estateName} find={t.find} value={search} onSearch={setSearch} />
      <FilterChoice label={t.audit.estate} value={estate} onChange={onChoose} options={[{ value: '', label: t.audit.everyEstate }, ...options]} />
      <Missed of={found.trouble ? found : named} what={t.audit.estate} />
    </>
  )
}

function Chain({ estate }: { estate: string }): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(AuditChain, { estateId: estate })
  const chain = asked.data?.auditChain
  if (!chain) return <Missed of={asked} what={t.audit.chainState} />
  return (
    <p role="status">
      {chain.brokenAt === null
        ? <StateTag look="good">{t.audit.whole(chain.sealed)}</StateTag>
        : <StateTag look="bad">{t.audit.broken(chain.brokenAt)}</StateTag>}
    </p>
  )
}

function Found({ entries, waiting }: { entries: readonly Entry[]; waiting: boolean }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <DataTable<Entry>
      label={t.audit.list}
      rows={entries}
      waiting={waiting}
      columns={[
        { title: t.audit.at, key: 'at', render: (_, one) => instant(one.at, language) },
        { title: t.audit.act, key: 'action', render: (_, one) => <strong>{wordsOf(one.action, language)}</strong> },
        { title: t.audit.who, key: 'who', render: (_, one) => <Who entry={one} /> },
        { title: t.audit.reason, key: 'reason', render: (_, one) => one.reason ?? '—' },
        { title: t.audit.chain, key: 'chain', render: (_, one) => <span className="number">{one.chainPosition ?? t.audit.unsealed}</span> },
        { title: t.audit.details, key: 'details', render: (_, one) => <Details entry={one} /> },
      ]}
    />
  )
}

function Who({ entry }: { entry: Entry }): ReactNode {
  const t = useMessages(words)
  const roles = useMessages(roleNames)
  const role = entry.role === null ? null : roles[entry.role.toUpperCase() as Role]
  if (entry.actorName === null && (role === null || entry.role === 'system')) return t.audit.system
  return [role, entry.actorName].filter(Boolean).join(' · ')
}

function Details({ entry }: { entry: Entry }): ReactNode {
  const t = useMessages(words)
  const parts = [[t.audit.before, entry.before], [t.audit.after, entry.after]] as const
  return (
    <details>
      <summary>{t.audit.details}</summary>
      <dl className="record">
        {parts.map(([name, content]) =>
          content === null || content === undefined ? null : (
            <div key={name}><dt>{name}</dt><dd><pre>{JSON.stringify(content, null, 1)}</pre></dd></div>
          ),
        )}
        {entry.subjectId !== null && <div><dt>{t.audit.subject}</dt><dd className="number">{entry.subjectKind} {entry.subjectId}</dd></div>}
        {entry.chainHash !== null && <div><dt>{t.audit.hash}</dt><dd className="number">{entry.chainHash}</dd></div>}
      </dl>
    </details>
  )
}
