import { Button, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters, SearchFilter } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { Districts, Estates, type EstatesQuery } from './estates.gql.ts'
import { words } from './messages.ts'
import { isStatus, STATUS_LOOKS } from './statuses.ts'

type Estate = EstatesQuery['estates']['nodes'][number]

/** The model of a list page: what is asked stands in the address, and every state of the answer has its face. */
export default function EstatesPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const [address, change] = useAddress(['search', 'status', 'district', 'after'] as const)
  const status = isStatus(address.status) ? address.status : null
  const asked = useAsk(Estates, {
    search: address.search || null,
    status,
    district: address.district || null,
    first: PAGE_SIZE,
    after: address.after || null,
  })
  const districts = useAsk(Districts, {})

  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <Filters>
        <SearchFilter label={t.search} find={t.find} value={address.search} onSearch={(search) => change({ search, after: '' })} primary />
        <FilterChoice
          label={t.district}
          value={address.district}
          onChange={(district) => change({ district, after: '' })}
          options={[
            { value: '', label: t.everyDistrict },
            ...(districts.data?.districts ?? []).map((one) => ({ value: one.code, label: one.name })),
          ]}
        />
        <Missed of={districts} what={t.district} />
        <FilterChoice
          label={t.status}
          value={status ?? ''}
          onChange={(chosen) => change({ status: chosen, after: '' })}
          options={[
            { value: '', label: t.everyStatus },
            ...Object.keys(STATUS_LOOKS).filter(isStatus).map((one) => ({ value: one, label: t.statuses[one] })),
          ]}
        />
      </Filters>
      <Answered asked={asked}>
        {({ estates }) =>
          estates.totalCount === 0 ? (
            <Empty title={t.none}>
              <p>{t.noneHint}</p>
              <Button onClick={() => change({ search: '', status: '', district: '', after: '' })}>{t.clear}</Button>
            </Empty>
          ) : (
            <>
              <p role="status">{t.total(estates.totalCount)}</p>
              <Found estates={estates.nodes} waiting={asked.waiting} />
              <Paging page={estates.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}

function Found({ estates, waiting }: { estates: readonly Estate[]; waiting: boolean }): ReactNode {
  const t = useMessages(words)
  const columns: NonNullable<TableProps<Estate>['columns']> = [
    { title: t.name, key: 'name', render: (_, one) => <Link to={`/estates/${one.id}`}><strong>{one.name}</strong></Link> },
    { title: t.number, key: 'number', render: (_, one) => <span className="number">{one.number ?? t.noNumber}</span> },
    { title: t.street, key: 'street', render: (_, one) => `${one.street.district.name} ${one.street.name}` },
    { title: t.address, dataIndex: 'address' },
    { title: t.status, key: 'status', render: (_, one) => <StateTag look={STATUS_LOOKS[one.status]}>{t.statuses[one.status]}</StateTag> },
    { title: t.acts, key: 'acts', render: (_, one) => <Link to={`/estates/${one.id}/buildings`} aria-label={t.tableOf(one.name)}>{t.table}</Link> },
  ]
  return <DataTable label={t.list} rows={estates} columns={columns} waiting={waiting} />
}
