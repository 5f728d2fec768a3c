import type { TableProps } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { words } from './messages.ts'
import type { ProposalsQuery } from './proposals.gql.ts'

export type Proposal = ProposalsQuery['estates']['nodes'][number]

interface Props {
  readonly label: string
  readonly estates: readonly Proposal[]
  readonly waiting: boolean
  readonly acts: ((estate: Proposal) => ReactNode) | null
}

export function ProposalsTable({ label, estates, waiting, acts }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const columns: NonNullable<TableProps<Proposal>['columns']> = [
    { title: t.name, key: 'name', className: 'name-cell', render: (_, one) => <Link to={`/estates/${one.id}`}>{one.name}</Link> },
    { title: t.street, key: 'street', render: (_, one) => `${one.street.district.name} ${one.street.name}` },
    { title: t.address, key: 'address', render: (_, one) => one.address },
    { title: t.reason, key: 'reason', render: (_, one) => one.proposalReason },
    { title: t.at, key: 'at', render: (_, one) => day(one.createdAt, language) },
  ]
  if (estates.some((one) => one.decisionReason !== null)) columns.push({ title: t.decision, key: 'decision', render: (_, one) => one.decisionReason })
  if (acts) columns.push({ title: t.acts, key: 'acts', render: (_, one) => acts(one) })
  return <DataTable label={label} rows={estates} columns={columns} waiting={waiting} />
}
