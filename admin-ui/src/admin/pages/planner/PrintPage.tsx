import '../ballots/ballots.css'
import '../ballots/result.css'
import './planner.css'

import { Button } from 'antd'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { useClient } from 'urql'

import { askNow, useAsk } from '../../../shared/asking.ts'
import { area, count } from '../../../shared/figures.ts'
import type { Trouble } from '../../../shared/gqlClient.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { deadline, instant } from '../../../shared/moments.ts'
import { Answered, Empty, Retry } from '../../../shared/ui/States.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import type { Plan } from './GapPanel.tsx'
import { words } from './messages.ts'
import { roomOf, stretchesOf, type Stretch } from './places.ts'
import { PlannerBallot, PlannerGap, type PlannerGapQuery, type PlannerGapQueryVariables, type PlannerVisitFragment } from './planner.gql.ts'
import { NotHere, type PlannedBallot } from './PlannerPage.tsx'

const PAGE = 100

/** The list of doors on paper: for helpers who go with a pencil. */
export default function PrintPage(): ReactNode {
  const t = useMessages(words)
  const { ballotId = '' } = useParams()
  const [{ building, entrance }] = useAddress(['building', 'entrance'] as const)
  const asked = useAsk(PlannerBallot, { id: ballotId })
  return (
    <>
      <p className="screen-only"><Link to={`/ballots/${ballotId}/planner`}>{t.toPlanner}</Link></p>
      <Answered asked={asked}>
        {({ ballot }) => ballot === null
          ? <NotHere title={t.missingPage} hint={t.missingHint} />
          : <WholeList key={`${building} ${entrance}`} ballot={ballot} building={building} entrance={entrance} />}
      </Answered>
    </>
  )
}

interface Fetched {
  readonly plan: Plan | null
  readonly visits: readonly PlannerVisitFragment[]
  readonly complete: boolean
}

function WholeList({ ballot, building, entrance }: { ballot: PlannedBallot; building: string; entrance: string }): ReactNode {
  const t = useMessages(words)
  const { fetched, trouble, again } = useWholeList(ballot.id, building, entrance)
  if (trouble) return <Retry trouble={trouble} onRetry={again} />
  if (!fetched.complete) return <p role="status">{t.loading(count(fetched.visits.length))}</p>
  if (fetched.plan === null) return <NotHere title={t.missingPage} hint={t.missingHint} />
  return <Sheet ballot={ballot} plan={fetched.plan} visits={fetched.visits} />
}

/** Fetches a list to its end, page by page. */
function useWholeList(id: string, building: string, entrance: string): { fetched: Fetched; trouble: Trouble | undefined; again: () => void } {
  const client = useClient()
  const [fetched, setFetched] = useState<Fetched>({ plan: null, visits: [], complete: false })
  const [trouble, setTrouble] = useState<Trouble>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let left = false
    const fetchAll = async (): Promise<void> => {
      let visits: readonly PlannerVisitFragment[] = []
      for (let after: string | null = null; ;) {
        const answer: Awaited<ReturnType<typeof askNow<PlannerGapQuery, PlannerGapQueryVariables>>> = await askNow(client, PlannerGap, { id, building: building || null, entrance: entrance || null, first: PAGE, after })
        if (left) return
        if ('trouble' in answer) return setTrouble(answer.trouble)
        const plan: Plan | null = answer.data.gapPlan
        visits = [...visits, ...(plan?.visits.nodes ?? [])]
        after = plan?.visits.pageInfo.hasNextPage === true ? plan.visits.pageInfo.endCursor : null
        setFetched({ plan, visits, complete: after === null })
        if (after === null) return
      }
    }
    setTrouble(undefined)
    void fetchAll()
    return () => {
      left = true
    }
  }, [client, id, building, entrance, attempt])
  return { fetched, trouble, again: useCallback(() => setAttempt((before) => before + 1), []) }
}

function Sheet({ ballot, plan, visits }: { ballot: PlannedBallot; plan: Plan; visits: readonly PlannerVisitFragment[] }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const title = t.sheetTitle(ballot.estate.name, ballot.title)
  useTitle(title)
  return (
    <article className="visit-sheet">
      <h1 tabIndex={-1}>{title}</h1>
      <p>{t.sheetAt(instant(plan.at, language), deadline(plan.closesAt, language))} <strong>{t.sheetGap(t.people(count(plan.missing.heads)), area(plan.missing.area, language))}</strong></p>
      <p>{t.sheetRules}</p>
      <div className="buttons screen-only"><Button type="primary" onClick={() => window.print()}>{t.printNow}</Button></div>
      {visits.length === 0
        ? <Empty title={t.noneHere} />
        : stretchesOf(visits).map((stretch) => <StretchTable key={`${stretch.building} ${stretch.entrance}`} stretch={stretch} />)}
      <p className="signatures"><span>{t.helper}</span><span>{t.witness}</span><span>{t.date}</span></p>
    </article>
  )
}

function StretchTable({ stretch }: { stretch: Stretch }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const { building, entrance, visits } = stretch
  return (
    <table className="visit-table">
      <caption>{building} {entrance !== '' && `${t.entrance(entrance)} `}· {t.doors(count(visits.length))}</caption>
      <thead>
        <tr>
          <th scope="col">{t.door}</th><th scope="col">{t.whom}</th><th scope="col">{t.why}</th><th scope="col">{t.gains}</th>
          <th scope="col">{t.didVote}</th><th scope="col">{t.absent}</th><th scope="col" className="remark">{t.remark}</th>
        </tr>
      </thead>
      <tbody>
        {visits.map(({ id, door, maskedName, units, heads, area: gained }) => (
          <tr key={id}>
            <th scope="row">{roomOf(door)}</th>
            <td>{maskedName}</td>
            <td>
              {door.certified ? t.reason.certified : t.reason.uncertified}
              {!door.reached && ` · ${t.reason.unreached}`}
              {units > 1 && ` · ${t.whyMany(count(units))}`}
            </td>
            <td>{heads === 0 ? t.noNewHead : t.people(count(heads))}{j.comma}{area(gained, language)}</td>
            <td className="box">□</td>
            <td className="box">□</td>
            <td className="remark">&nbsp;</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
