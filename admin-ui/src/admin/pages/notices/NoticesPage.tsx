import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { useSession } from '../../../shared/session.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { words } from './messages.ts'
import { NoticesInProgress, type NoticeKind, type NoticeState } from './notices.gql.ts'
import { NoticeTable } from './NoticeTable.tsx'
import { mayWrite } from './writers.ts'

const isKind = (given: string): given is NoticeKind => given in words.zh.kinds
const isState = (given: string): given is NoticeState => given in words.zh.states

/** Every notice that one works on or oversees, in any state. */
export default function NoticesPage(): ReactNode {
  const t = useMessages(words)
  const navigate = useNavigate()
  const { last } = useSession()
  useTitle(t.title)
  const [address, change] = useAddress(['kind', 'state', 'after'] as const)
  const asked = useAsk(NoticesInProgress, {
    kinds: isKind(address.kind) ? [address.kind] : null,
    states: isState(address.state) ? [address.state] : null,
    first: PAGE_SIZE,
    after: address.after || null,
  })
  const add = last && mayWrite(last) && <Button type="primary" onClick={() => void navigate('/notices/new')}>{t.add}</Button>
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p>{t.about}</p>
      <Filters>
        <FilterChoice
          label={t.kind}
          value={isKind(address.kind) ? address.kind : ''}
          onChange={(kind) => change({ kind, after: '' })}
          options={[{ value: '', label: t.everyKind }, ...Object.entries(t.kinds).map(([value, label]) => ({ value, label }))]}
        />
        <FilterChoice
          label={t.state}
          value={isState(address.state) ? address.state : ''}
          onChange={(state) => change({ state, after: '' })}
          options={[{ value: '', label: t.everyState }, ...Object.entries(t.states).map(([value, label]) => ({ value, label }))]}
        />
        {add}
      </Filters>
      <Answered asked={asked}>
        {({ noticesInProgress: found }) =>
          found.totalCount === 0 ? (
            address.kind === '' && address.state === '' ? (
              <Empty title={t.noneYet}><p>{t.noneYetHint}</p></Empty>
            ) : (
              <Empty title={t.none}>
                <p>{t.noneHint}</p>
                <Button onClick={() => change({ kind: '', state: '', after: '' })}>{t.clear}</Button>
              </Empty>
            )
          ) : (
            <>
              <p role="status">{t.total(found.totalCount)}</p>
              <NoticeTable notices={found.nodes} waiting={asked.waiting} />
              <Paging page={found.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
    </>
  )
}
