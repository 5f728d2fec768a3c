import { Button } from 'antd'
import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters, SearchFilter } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { roleNames } from '../../ui/roles.ts'
import { StateTag } from '../../ui/StateTag.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { CloseAccount } from './CloseAccount.tsx'
import { words } from './messages.ts'
import { NewAccount } from './NewAccount.tsx'
import { Appointments, ResendActivation, StaffAccounts, type Role, type StaffAccountsQuery } from './system.gql.ts'

export type Account = StaffAccountsQuery['staffAccounts']['nodes'][number]
type Act = { readonly kind: 'reset' | 'disable'; readonly account: Account }

const LOOKS = { invited: 'waiting', active: 'good', disabled: 'bad' } as const
/** Owners, readers and the system itself have no account among the staff's. */
const OTHERS: readonly Role[] = ['OWNER', 'DEVICE', 'SYSTEM']
const isRole = (given: string): given is Role => given in roleNames.zh && !OTHERS.some((one) => one === given)

/** Whoever has an account within one's scope; making, renewing and closing them. */
export default function AccountsPage(): ReactNode {
  const t = useMessages(words)
  const roles = useMessages(roleNames)
  useTitle(t.accounts.title)
  const [address, change] = useAddress(['search', 'role', 'after'] as const)
  const asked = useAsk(StaffAccounts, {
    search: address.search || null,
    role: isRole(address.role) ? address.role : null,
    first: PAGE_SIZE,
    after: address.after || null,
  })
  const offered = useAsk(Appointments, {})
  const appointments = offered.data?.appointments ?? []
  const [adding, setAdding] = useState(false)
  const [act, setAct] = useState<Act>()
  const [said, setSaid] = useState('')
  const finish = (words: string): void => {
    setAdding(false)
    setAct(undefined)
    setSaid(words)
    asked.again()
  }

  return (
    <>
      <h1 tabIndex={-1}>{t.accounts.title}</h1>
      <p>{t.accounts.about}</p>
      <Filters>
        <SearchFilter label={t.accounts.search} find={t.find} value={address.search} onSearch={(search) => change({ search, after: '' })} />
        <FilterChoice
          label={t.accounts.role}
          value={isRole(address.role) ? address.role : ''}
          onChange={(role) => change({ role, after: '' })}
          options={[{ value: '', label: t.accounts.everyRole }, ...Object.entries(roles).filter(([value]) => isRole(value)).map(([value, label]) => ({ value, label }))]}
        />
        {appointments.length > 0 && <Button type="primary" onClick={() => setAdding(true)}>{t.accounts.add}</Button>}
        <Missed of={offered} what={t.accounts.add} />
      </Filters>
      <p role="status">{said}</p>
      <Answered asked={asked}>
        {({ staffAccounts }) =>
          staffAccounts.totalCount === 0 ? (
            <Empty title={t.accounts.none}>
              <p>{t.accounts.noneHint}</p>
              <Button onClick={() => change({ search: '', role: '', after: '' })}>{t.accounts.clear}</Button>
            </Empty>
          ) : (
            <>
              <p>{t.accounts.total(staffAccounts.totalCount)}</p>
              <Found accounts={staffAccounts.nodes} waiting={asked.waiting} onAct={setAct} onSaid={finish} />
              <Paging page={staffAccounts.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
      {adding && <NewAccount appointments={appointments} onClose={() => setAdding(false)} onMade={(login) => finish(t.accounts.made(login))} />}
      {act && <CloseAccount {...act} onClose={() => setAct(undefined)} onDone={finish} />}
    </>
  )
}

interface FoundProps {
  readonly accounts: readonly Account[]
  readonly waiting: boolean
  readonly onAct: (act: Act) => void
  readonly onSaid: (words: string) => void
}

function Found({ accounts, waiting, onAct, onSaid }: FoundProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const resend = useCommand(ResendActivation)
  const sendAgain = async (account: Account): Promise<void> => {
    const outcome = await resend.run({ input: { staffAccountId: account.id } })
    if (outcome.kind === 'done') onSaid(t.accounts.resent(account.login ?? ''))
  }
  return (
    <>
      <CommandErrors of={resend} />
      <DataTable<Account>
        label={t.accounts.list}
        rows={accounts}
        waiting={waiting}
        columns={[
          { title: t.accounts.login, key: 'login', render: (_, one) => <strong className="number">{one.login}</strong> },
          { title: t.accounts.person, dataIndex: 'maskedName' },
          { title: t.accounts.phone, key: 'phone', render: (_, one) => <span className="number">{one.maskedPhone}</span> },
          { title: t.accounts.holds, key: 'roles', render: (_, one) => <Roles account={one} /> },
          {
            title: t.accounts.state,
            key: 'state',
            render: (_, { state }) => <StateTag look={LOOKS[state as keyof typeof LOOKS]}>{t.accounts.states[state as keyof typeof LOOKS]}</StateTag>,
          },
          { title: t.accounts.created, key: 'created', render: (_, one) => day(one.createdAt, language) },
          {
            title: t.accounts.acts,
            key: 'acts',
            render: (_, one) =>
              one.state === 'disabled' ? null : (
                <div className="row-acts">
                  {one.state === 'invited' && <Button aria-busy={resend.busy || undefined} onClick={() => void sendAgain(one)}>{t.accounts.resend}</Button>}
                  {one.state === 'active' && <Button onClick={() => onAct({ kind: 'reset', account: one })}>{t.accounts.reset}</Button>}
                  <Button danger onClick={() => onAct({ kind: 'disable', account: one })}>{t.accounts.disable}</Button>
                </div>
              ),
          },
        ]}
      />
    </>
  )
}

function Roles({ account }: { account: Account }): ReactNode {
  const t = useMessages(words)
  const roles = useMessages(roleNames)
  const j = useMessages(joints)
  const { language } = useReading()
  return (
    <ul className="plain-list">
      {account.roles.map((one) => (
        <li key={one.role + one.scopeName + one.endsAt}>
          {roles[one.role]} · {one.scopeName}
          {one.endsAt !== null && `${j.aside(t.accounts.until(day(one.endsAt, language)))}`}
        </li>
      ))}
    </ul>
  )
}
