import { Button, type TableProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Filters, SearchFilter } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { AccountErrors, AccountOf, useAccountActs } from './Accounts.tsx'
import { BodyState, useTermOf } from './BodyState.tsx'
import './committees.css'
import { Bodies, type BodiesQuery } from './committees.gql.ts'
import { useMay } from './may.ts'
import { words } from './messages.ts'
import { NewCompany } from './NewCompany.tsx'

type Body = BodiesQuery['organizers']['nodes'][number]
type Kind = 'PREPARATORY_GROUP' | 'COMMITTEE' | 'PROPERTY_COMPANY'
const SENTENCES = { PREPARATORY_GROUP: 'groups', COMMITTEE: 'committees', PROPERTY_COMPANY: 'companies' } as const

export const GroupsPage = (): ReactNode => <BodiesPage kind="PREPARATORY_GROUP" />
export const CommitteesPage = (): ReactNode => <BodiesPage kind="COMMITTEE" />
export const CompaniesPage = (): ReactNode => <BodiesPage kind="PROPERTY_COMPANY" />

/** The bodies of one kind. Of a group and a company one person speaks for it, whose account is generated here as the
 * guide does it; the members of a committee are on its page. */
function BodiesPage({ kind }: { kind: Kind }): ReactNode {
  const all = useMessages(words)
  const t = all[SENTENCES[kind]]
  const company = kind === 'PROPERTY_COMPANY'
  const { manage } = useMay()
  useTitle(t.title)
  const [address, change] = useAddress(['search', 'after'] as const)
  const asked = useAsk(Bodies, { kind, search: address.search || null, first: PAGE_SIZE, after: address.after || null })
  const [said, setSaid] = useState('')
  const [adding, setAdding] = useState(false)
  const finish = (words: string): void => {
    setAdding(false)
    setSaid(words)
    asked.again()
  }
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.about}</p>
      <Filters>
        <SearchFilter label={all.search} find={all.find} value={address.search} onSearch={(search) => change({ search, after: '' })} />
        {company && manage && <Button type="primary" onClick={() => setAdding(true)}>{all.companies.add}</Button>}
      </Filters>
      <p role="status" className={said === '' ? '' : 'said'}>{said}</p>
      <Answered asked={asked}>
        {({ organizers }) =>
          organizers.totalCount === 0 ? (
            address.search === '' ? (
              <Empty title={t.empty}>
                <p>{manage ? t.emptyHint : t.emptyToRead}</p>
                {!company && manage && <Link to="/assemblies">{all.toAssemblies}</Link>}
              </Empty>
            ) : (
              <Empty title={all.none}>
                <p>{all.noneHint}</p>
                <Button onClick={() => change({ search: '', after: '' })}>{all.clear}</Button>
              </Empty>
            )
          ) : (
            <>
              <p>{t.total(organizers.totalCount)}</p>
              <Found kind={kind} label={t.list} name={t.name} bodies={organizers.nodes} waiting={asked.waiting} manage={manage} onSaid={finish} />
              <Paging page={organizers.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
      {adding && <NewCompany onClose={() => setAdding(false)} onMade={finish} />}
    </>
  )
}

interface FoundProps {
  readonly kind: Kind
  readonly label: string
  readonly name: string
  readonly bodies: readonly Body[]
  readonly waiting: boolean
  readonly manage: boolean
  readonly onSaid: (said: string) => void
}

function Found({ kind, label, name, bodies, waiting, manage, onSaid }: FoundProps): ReactNode {
  const t = useMessages(words)
  const termOf = useTermOf()
  const acts = useAccountActs()
  type Columns = NonNullable<TableProps<Body>['columns']>
  const ofSeveral: Columns = [
    { title: t.code, key: 'code', render: (_, one) => <span className="number">{one.code ?? t.noCode}</span> },
    { title: t.size, key: 'size', render: (_, one) => <Size of={one} /> },
  ]
  const toMembers: Columns[number] = { title: t.acts, key: 'acts', render: (_, one) => <Link to={`/bodies/${one.id}`}>{t.manage}</Link> }
  const ofOne: Columns = [
    { title: t[kind === 'PROPERTY_COMPANY' ? 'companies' : 'groups'].person, key: 'person', render: (_, one) => <Someone body={one} /> },
    {
      title: t.account.title,
      key: 'account',
      render: (_, one) => {
        const member = present(one)
        return member ? <AccountOf member={member} acts={acts} may={manage && one.state === 'ACTIVE'} onSaid={onSaid} /> : t.body.none
      },
    },
  ]
  return (
    <>
      <AccountErrors acts={acts} />
      <DataTable<Body>
        label={label}
        rows={bodies}
        waiting={waiting}
        columns={[
          { title: name, key: 'name', render: (_, one) => <Named body={one} /> },
          { title: t.estate, key: 'estate', render: (_, one) => one.estate.name },
          ...(kind === 'COMMITTEE' ? ofSeveral : ofOne),
          { title: t.term, key: 'term', render: (_, one) => <span className="two-lines"><span>{termOf(one)}</span><BodyState state={one.state} /></span> },
          ...(kind === 'COMMITTEE' ? [toMembers] : []),
        ]}
      />
    </>
  )
}

/** The one who speaks for a group or a company: its leader, its contact. A company has other people as well. */
const present = (body: Body): Body['members'][number] | undefined =>
  body.members.find((one) => one.leftAt === null && one.position !== 'MEMBER')

/** A company is known by its code as well. */
const Named = ({ body }: { body: Body }): ReactNode => (
  <span className="two-lines">
    <Link to={`/bodies/${body.id}`}><strong>{body.name}</strong></Link>
    {body.kind === 'PROPERTY_COMPANY' && <span className="number quiet">{body.code}</span>}
  </span>
)

function Someone({ body }: { body: Body }): ReactNode {
  const t = useMessages(words)
  const member = present(body)
  if (!member) return body.members.length === 0 ? <span className="quiet">{t.hidden}</span> : t.body.none
  return <span className="two-lines"><span>{member.maskedName}</span><span className="number quiet">{member.maskedPhone}</span></span>
}

/** How many members there are, and in words what is wrong with it. */
export function Size({ of }: { of: Pick<Body, 'memberCount' | 'sizeWarning'> }): ReactNode {
  const t = useMessages(words)
  return (
    <span className="two-lines">
      <span>{t.members(of.memberCount)}</span>
      {of.sizeWarning && <span className="warned"><span aria-hidden="true">⚠ </span>{of.sizeWarning.message}</span>}
    </span>
  )
}
