import './reach.css'

import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { count } from '../../../shared/figures.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FilterChoice, Filters } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { CERTIFIED_CHOICES, REACHED_CHOICES, useReachFilters } from './filters.ts'
import { isForBallot } from './kinds.ts'
import { Ways } from './Reach.tsx'
import { NoticeBuildings, NoticeToReach, NoticeUnits, type NoticeToReachQuery, type NoticeUnitsQuery } from './reach.gql.ts'
import { words } from './reachMessages.ts'

type Notice = NonNullable<NoticeToReachQuery['notice']>
type Unit = NoticeUnitsQuery['noticeUnits']['nodes'][number]

/** The units that a notice is for, first of all those that it has not reached. */
export default function ReachPage(): ReactNode {
  const t = useMessages(words)
  const { noticeId = '' } = useParams()
  const asked = useAsk(NoticeToReach, { id: noticeId })
  useTitle(t.listTitle)
  return (
    <>
      <p><Link to={`/notices/${noticeId}`}>{t.back}</Link></p>
      <Answered asked={asked}>
        {({ notice, noticeReach }) => notice === null || noticeReach === null ? <NothingHere /> : (
          <>
            <h1 tabIndex={-1}>{t.listTitle}</h1>
            <p><strong>{notice.title}</strong> · {notice.estateName}</p>
            <Ways of={noticeReach} texts={isForBallot(notice.kind)} />
            <List notice={notice} everyone={noticeReach.units === noticeReach.reachedUnits} />
          </>
        )}
      </Answered>
    </>
  )
}

export function NothingHere(): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <h1 tabIndex={-1}>{t.listTitle}</h1>
      <Empty title={t.notFound}><p>{t.notFoundHint}</p></Empty>
    </>
  )
}

function List({ notice, everyone }: { notice: Notice; everyone: boolean }): ReactNode {
  const t = useMessages(words)
  const { reached, certified, wanted, after, change, query } = useReachFilters()
  const asked = useAsk(NoticeUnits, { id: notice.id, ...wanted, read: null, first: PAGE_SIZE, after: after || null })
  const within = useAsk(NoticeBuildings, { estateId: notice.estateId })
  const buildings = within.data?.buildings ?? []
  return (
    <>
      <Filters>
        <FilterChoice label={t.reached} value={reached} onChange={(chosen) => change({ reached: chosen, after: '' })} options={REACHED_CHOICES.map((one) => ({ value: one, label: t.reachedOptions[one] }))} />
        <FilterChoice label={t.certified} value={certified} onChange={(chosen) => change({ certified: chosen, after: '' })} options={CERTIFIED_CHOICES.map((one) => ({ value: one, label: t.certifiedOptions[one] }))} />
        <FilterChoice
          label={t.building}
          value={wanted.building ?? ''}
          onChange={(building) => change({ building, after: '' })}
          options={[{ value: '', label: t.everyBuilding }, ...buildings.map((one) => ({ value: one.id, label: one.name }))]}
        />
        <Missed of={within} what={t.building} />
        <Link className="link-button" to={`/notices/${notice.id}/reach/print${query}`}>{t.print}</Link>
      </Filters>
      <Answered asked={asked}>
        {({ noticeUnits: { totalCount, nodes, pageInfo } }) => totalCount === 0
          ? (
            <Empty title={everyone && reached === '' ? t.allReached : t.none}>
              {!(everyone && reached === '') && <p>{t.noneHint}</p>}
              <Button onClick={() => change({ reached: 'all', certified: '', building: '', after: '' })}>{t.toReached}</Button>
            </Empty>
          )
          : (
            <>
              <p role="status">{t.count(count(totalCount))}</p>
              <Found units={nodes} waiting={asked.waiting} texts={isForBallot(notice.kind)} />
              <Paging page={pageInfo} after={after} onPage={(next) => change({ after: next })} />
            </>
          )}
      </Answered>
    </>
  )
}

function Found({ units, waiting, texts }: { units: readonly Unit[]; waiting: boolean; texts: boolean }): ReactNode {
  const t = useMessages(words)
  return (
    <DataTable
      label={t.table}
      rows={units}
      rowKey="unitId"
      waiting={waiting}
      columns={[
        { title: t.building, dataIndex: 'building' },
        { title: t.entrance, key: 'entrance', render: (_, one) => (one.entrance === '' ? '—' : one.entrance) },
        { title: t.floor, dataIndex: 'floor' },
        { title: t.room, key: 'room', render: (_, one) => <strong>{one.room}</strong> },
        { title: t.certified, key: 'certified', render: (_, one) => <StateTag look={one.certified ? 'good' : 'plain'}>{one.certified ? t.isCertified : t.notCertified}</StateTag> },
        { title: t.opened, key: 'opened', render: (_, one) => <StateTag look={one.read ? 'good' : 'plain'}>{one.read ? t.yes : t.no}</StateTag> },
        ...(texts ? [{ title: t.texted, key: 'texted', render: (_: unknown, one: Unit) => <StateTag look={one.messaged ? 'good' : 'plain'}>{one.messaged ? t.sent : t.notSent}</StateTag> }] : []),
      ]}
    />
  )
}
