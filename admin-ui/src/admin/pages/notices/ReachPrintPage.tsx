import '../ballots/result.css'
import './reach.css'

import { Button } from 'antd'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { useClient } from 'urql'

import { askNow, useAsk } from '../../../shared/asking.ts'
import { count } from '../../../shared/figures.ts'
import type { Trouble } from '../../../shared/gqlClient.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Answered, Empty, Retry } from '../../../shared/ui/States.tsx'
import { useReachFilters } from './filters.ts'
import { isForBallot } from './kinds.ts'
import { NoticeToReach, NoticeUnits, type NoticeToReachQuery, type NoticeUnitsQuery, type NoticeUnitsQueryVariables } from './reach.gql.ts'
import { NothingHere } from './ReachPage.tsx'
import { words } from './reachMessages.ts'

type Unit = NoticeUnitsQuery['noticeUnits']['nodes'][number]
const PAGE = 100

/** The list on paper, for who goes from door to door: the filters are those of the screen. */
export default function ReachPrintPage(): ReactNode {
  const { noticeId = '' } = useParams()
  const t = useMessages(words)
  const { query } = useReachFilters()
  const asked = useAsk(NoticeToReach, { id: noticeId })
  return (
    <>
      <p className="screen-only"><Link to={`/notices/${noticeId}/reach${query}`}>{t.listTitle}</Link></p>
      <Answered asked={asked}>
        {({ notice, noticeReach, now }) => notice === null || noticeReach === null ? <NothingHere /> : <Sheet key={query} notice={notice} at={now} />}
      </Answered>
    </>
  )
}

function Sheet({ notice, at }: { notice: NonNullable<NoticeToReachQuery['notice']>; at: string }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { reached, certified } = useReachFilters()
  const { units, complete, trouble, again } = useEveryUnit(notice.id)
  const title = t.sheetTitle(notice.estateName, notice.title)
  useTitle(t.listTitle)
  const which = [t.reachedOptions[reached], ...(certified === '' ? [] : [t.certifiedOptions[certified]]), t.count(count(units.length))].join(' · ')
  return (
    <article className="reach-sheet">
      <h1 tabIndex={-1}>{title}</h1>
      {trouble && <Retry trouble={trouble} onRetry={again} />}
      {!complete && !trouble && <p role="status">{t.loading(count(units.length))}</p>}
      {complete && (
        <>
          <p>{t.sheetAt(instant(at, language), which)}</p>
          <div className="row-acts screen-only"><Button type="primary" onClick={() => window.print()}>{t.printNow}</Button></div>
          {units.length === 0 ? <Empty title={t.none} /> : [...byDoorway(units)].map(([doorway, there]) => <Doorway key={doorway} units={there} texts={isForBallot(notice.kind)} />)}
          <p className="signatures"><span>{t.helper}</span><span>{t.date}</span></p>
        </>
      )}
    </article>
  )
}

interface Everything {
  readonly units: readonly Unit[]
  readonly complete: boolean
  readonly trouble: Trouble | undefined
  readonly again: () => void
}

/** Fetches the list to its end, page by page. */
function useEveryUnit(id: string): Everything {
  const client = useClient()
  const { certified, reached, building } = useReachFilters().wanted
  const [fetched, setFetched] = useState<Pick<Everything, 'units' | 'complete'>>({ units: [], complete: false })
  const [trouble, setTrouble] = useState<Trouble>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let left = false
    const fetchAll = async (): Promise<void> => {
      let units: readonly Unit[] = []
      for (let after: string | null = null; ;) {
        const answer: Awaited<ReturnType<typeof askNow<NoticeUnitsQuery, NoticeUnitsQueryVariables>>> =
          await askNow(client, NoticeUnits, { id, certified, reached, building, read: null, first: PAGE, after })
        if (left) return
        if ('trouble' in answer) return setTrouble(answer.trouble)
        const { nodes, pageInfo }: NoticeUnitsQuery['noticeUnits'] = answer.data.noticeUnits
        units = [...units, ...nodes]
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null
        setFetched({ units, complete: after === null })
        if (after === null) return
      }
    }
    setTrouble(undefined)
    void fetchAll()
    return () => {
      left = true
    }
  }, [client, id, certified, reached, building, attempt])
  return { ...fetched, trouble, again: useCallback(() => setAttempt((before) => before + 1), []) }
}

function byDoorway(units: readonly Unit[]): ReadonlyMap<string, readonly Unit[]> {
  const found = new Map<string, Unit[]>()
  for (const unit of units) {
    const doorway = `${unit.building} ${unit.entrance}`
    found.set(doorway, [...(found.get(doorway) ?? []), unit])
  }
  return found
}

function Doorway({ units, texts }: { units: readonly Unit[]; texts: boolean }): ReactNode {
  const t = useMessages(words)
  const [first] = units
  if (first === undefined) return null
  return (
    <table className="reach-list">
      <caption>{first.building} {first.entrance !== '' && t.entranceOf(first.entrance)} · {t.count(count(units.length))}</caption>
      <thead>
        <tr><th scope="col">{t.room}</th><th scope="col">{t.certified}</th><th scope="col">{t.opened}</th>{texts && <th scope="col">{t.texted}</th>}<th scope="col" className="box">{t.told}</th><th scope="col" className="remark">{t.remark}</th></tr>
      </thead>
      <tbody>
        {units.map((one) => (
          <tr key={one.unitId}>
            <th scope="row">{one.room}</th>
            <td>{one.certified ? t.isCertified : t.notCertified}</td>
            <td>{one.read ? t.yes : t.no}</td>
            {texts && <td>{one.messaged ? t.sent : t.notSent}</td>}
            <td className="box">□</td>
            <td className="remark">&nbsp;</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
