import { useId, useState, type ReactNode } from 'react'
import { useParams } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { area } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { ui } from '../../../shared/ui/messages.ts'
import { Back } from '../../layout/Back.tsx'
import { useSettled } from '../units/useSettled.ts'
import { NoBallot } from './BallotPage.tsx'
import { UnitsShown, type UnitsShownQuery } from './ballots.gql.ts'
import { words } from './resultMessages.ts'

type UnitVote = UnitsShownQuery['unitParticipation']['nodes'][number]

const FIRST = 50

/** Which units voted, without names and without choices; published after the close. */
export default function UnitVotesPage(): ReactNode {
  const { ballotId } = useParams<{ ballotId: string }>()
  const t = useMessages(words)
  useTitle(t.unitsTitle)
  const id = useId()
  const [search, setSearch] = useState('')
  const settled = useSettled(search.trim())
  return (
    <>
      <Back to={`/ballots/${ballotId}/result`}>{t.toResult}</Back>
      <h1 tabIndex={-1}>{t.unitsTitle}</h1>
      <p className="hint">{t.unitsHint}</p>
      <div className="field">
        <label htmlFor={id}>{t.findUnit}</label>
        <input id={id} type="search" autoComplete="off" maxLength={100} value={search} onChange={(event) => setSearch(event.target.value)} />
      </div>
      <Units key={settled} ballotId={ballotId} search={settled} />
    </>
  )
}

/** What was found, part by part. */
function Units({ ballotId, search }: { ballotId: string; search: string }): ReactNode {
  const [parts, setParts] = useState<readonly (string | null)[]>([null])
  return parts.map((after, at) => (
    <Part
      key={after ?? ''}
      ballotId={ballotId}
      search={search}
      after={after}
      before={at * FIRST}
      onMore={at === parts.length - 1 ? (next) => setParts([...parts, next]) : undefined}
    />
  ))
}

interface PartProps {
  readonly ballotId: string
  readonly search: string
  readonly after: string | null
  readonly before: number
  readonly onMore: ((after: string) => void) | undefined
}

function Part({ ballotId, search, after, before, onMore }: PartProps): ReactNode {
  const t = useMessages(words)
  const u = useMessages(ui)
  const asked = useAsk(UnitsShown, { id: ballotId, search: search || null, first: FIRST, after })
  return (
    <Answered asked={asked}>
      {({ ballot, unitParticipation: { nodes, pageInfo, totalCount } }) => {
        if (ballot === null) return <NoBallot />
        if (totalCount === 0) return search === '' ? <Empty title={t.unitsAfter} /> : <p role="status">{u.nothingMatches}</p>
        const { endCursor } = pageInfo
        return (
          <>
            <ul className="unit-votes">{nodes.map((unit) => <li key={unit.unitId}><One unit={unit} /></li>)}</ul>
            {onMore && <p role="status" className="hint">{t.shown(before + nodes.length, totalCount)}</p>}
            {pageInfo.hasNextPage && endCursor !== null && onMore && <Button className="wide" onClick={() => onMore(endCursor)}>{t.more}</Button>}
          </>
        )
      }}
    </Answered>
  )
}

function One({ unit }: { unit: UnitVote }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const look = !unit.counted ? 'quiet' : unit.voted ? 'good' : 'quiet'
  return (
    <>
      <span>{t.unit(unit.building, unit.entrance, unit.room)}</span>
      <span className="number quiet">{area(unit.area, language)}</span>
      <span className={look}>
        <span aria-hidden="true">{unit.voted ? '✓ ' : '○ '}</span>
        {unit.voted ? t.voted : t.notVoted}{!unit.counted && ` · ${t.uncounted}`}
      </span>
    </>
  )
}
