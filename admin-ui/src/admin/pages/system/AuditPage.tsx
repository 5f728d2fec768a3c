import { Button } from 'antd'
import { useState, type ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instantOf } from '../../../shared/beijing.ts'
import { instant } from '../../../shared/moments.ts'
import type { Role } from '../../../shared/session.gql.ts'
import { Button as Act } from '../../../shared/ui/Button.tsx'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Filter, FilterChoice, Filters, SearchFilter } from '../../ui/Filters.tsx'
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
  const [address, change] = useAddress(['estate', 'area', 'from', 'to', 'who', 'subject', 'after'] as const)
  const area = AREAS.find((one) => one.prefix === address.area)
  const asked = useAsk(AuditRecords, {
    estateId: address.estate || null,
    action: area ? `${area.prefix}.` : null,
    since: beginOf(address.from),
    until: endOf(address.to),
    accountId: address.who || null,
    subjectId: address.subject || null,
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
        <Day label={t.audit.from} value={address.from} onChange={(from) => change({ from, after: '' })} />
        <Day label={t.audit.to} value={address.to} onChange={(to) => change({ to, after: '' })} />
        {address.who !== '' && <Button onClick={() => change({ who: '', after: '' })}>{t.audit.everybody}</Button>}
        {address.subject !== '' && <Button onClick={() => change({ subject: '', after: '' })}>{t.audit.everything}</Button>}
      </Filters>
      {address.estate !== '' && <Chain estate={address.estate} />}
      <Answered asked={asked}>
        {({ auditRecords }) =>
          auditRecords.totalCount === 0 ? (
            <Empty title={t.audit.none}>
              <p>{t.audit.noneHint}</p>
              <Button onClick={() => change({ estate: '', area: '', from: '', to: '', who: '', subject: '', after: '' })}>{t.audit.clear}</Button>
            </Empty>
          ) : (
            <>
              <p role="status">{t.audit.total(auditRecords.totalCount)}</p>
              <Found entries={auditRecords.nodes} waiting={asked.waiting} onOnly={(only) => change({ ...only, after: '' })} />
              <Paging page={auditRecords.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}

/** A day as it is typed, in Beijing: where it begins. Null for none, and for what an address made up. */
function beginOf(day: string): string | null {
  const begin = /^\d{4}-\d\d-\d\d$/.test(day) ? instantOf(`${day}T00:00`) : null
  return begin !== null && Number.isFinite(Date.parse(begin)) ? begin : null
}

/** Where it is over: as the next one begins; Beijing has had no other days for decades. */
function endOf(day: string): string | null {
  const begin = beginOf(day)
  return begin === null ? null : new Date(Date.parse(begin) + 24 * 3_600_000).toISOString()
}

const Day = ({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }): ReactNode => (
  <Filter label={label}>
    {(id) => <input id={id} type="date" className="choice-list" value={value} onChange={(event) => onChange(event.target.value)} />}
  </Filter>
)

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

type Only = (only: { who: string } | { subject: string }) => void

function Found({ entries, waiting, onOnly }: { entries: readonly Entry[]; waiting: boolean; onOnly: Only }): ReactNode {
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
        { title: t.audit.who, key: 'who', render: (_, one) => <Who entry={one} onOnly={onOnly} /> },
        { title: t.audit.reason, key: 'reason', render: (_, one) => one.reason ?? '—' },
        { title: t.audit.chain, key: 'chain', render: (_, one) => <span className="number">{one.chainPosition ?? t.audit.unsealed}</span> },
        { title: t.audit.details, key: 'details', render: (_, one) => <Details entry={one} onOnly={onOnly} /> },
      ]}
    />
  )
}

/** Of the staff each is named, and asked for; of owners nobody is told from another here. */
function Who({ entry, onOnly }: { entry: Entry; onOnly: Only }): ReactNode {
  const t = useMessages(words)
  const roles = useMessages(roleNames)
  const role = entry.role === null ? null : roles[entry.role.toUpperCase() as Role]
  if (entry.actorName === null && (role === null || entry.role === 'system')) return t.audit.system
  const { accountId, actorName } = entry
  if (accountId === null || actorName === null) return role
  return (
    <>
      {role !== null && `${role} · `}
      <Act look="link" aria-label={t.audit.only(actorName)} onClick={() => onOnly({ who: accountId })}>{actorName}</Act>
    </>
  )
}

function Details({ entry, onOnly }: { entry: Entry; onOnly: Only }): ReactNode {
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
        {entry.subjectId !== null && <div><dt>{t.audit.subject}</dt><dd><Subject entry={entry} onOnly={onOnly} /></dd></div>}
        {entry.chainHash !== null && <div><dt>{t.audit.hash}</dt><dd className="number">{entry.chainHash}</dd></div>}
      </dl>
    </details>
  )
}

/** What was acted on, with everything else that was done to it. */
function Subject({ entry: { subjectKind, subjectId }, onOnly }: { entry: Entry; onOnly: Only }): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <span className="number">{subjectKind} {subjectId}</span>{' '}
      {subjectId !== null && <Act look="link" onClick={() => onOnly({ subject: subjectId })}>{t.audit.onlySubject}</Act>}
    </>
  )
}
