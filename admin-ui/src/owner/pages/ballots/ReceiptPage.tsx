import type { ReactNode } from 'react'
import { Link, useParams } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import { labelsOf, UnitList } from '../../../shared/ballot/CheckPage.tsx'
import { area } from '../../../shared/figures.ts'
import { optionNames } from '../../../shared/ballot/options.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { NoBallot } from './BallotPage.tsx'
import { MyVotesShown, type MyVotesShownQuery } from './ballots.gql.ts'
import { words } from './messages.ts'

type Vote = MyVotesShownQuery['myVotes'][number]
type Ballot = NonNullable<MyVotesShownQuery['ballot']>

/** What was recorded, for whom, and what was chosen: for oneself alone, and found again at any time. */
export default function ReceiptPage(): ReactNode {
  const { ballotId } = useParams<{ ballotId: string }>()
  const t = useMessages(words)
  useTitle(t.receiptTitle)
  const asked = useAsk(MyVotesShown, { id: ballotId })
  return (
    <>
      <Back to={`/ballots/${ballotId}`}>{t.toBallot}</Back>
      <Answered asked={asked}>
        {({ ballot, myVotes }) => {
          if (ballot === null) return <NoBallot />
          return (
            <>
              <h1 tabIndex={-1}>{t.receiptTitle}</h1>
              <p><strong>{ballot.title}</strong><br /><span className="quiet">{ballot.estate.name}</span></p>
              {myVotes.length === 0 && <Empty title={t.noReceipt}><p>{t.noReceiptHint}</p></Empty>}
              {myVotes.map((vote) => <Recorded key={vote.receipt.id} ballot={ballot} vote={vote} />)}
              {myVotes.length > 0 && ballot.state === 'OPEN' && <p className="hint">{t.laterUnits}</p>}
              {myVotes.length > 0 && <p className="hint">{t.findAgain}</p>}
              <Link className="button wide" href="/ballots">{t.toBallots}</Link>
            </>
          )
        }}
      </Answered>
    </>
  )
}

function Recorded({ ballot, vote: { receipt, choices } }: { ballot: Ballot; vote: Vote }): ReactNode {
  const t = useMessages(words)
  const { name } = useMessages(optionNames)
  const { language } = useReading()
  const answers = Object.fromEntries(choices.map((choice) => [choice.matterId, choice.optionIds]))
  const answered = ballot.matters.filter((matter) => choices.some((choice) => choice.matterId === matter.id && (matter.state === 'ACTIVE' || choice.optionIds.length > 0)))
  return (
    <article className="receipt">
      <p className="good large"><span aria-hidden="true">✓ </span><strong>{t.recorded}</strong></p>
      <dl className="facts">
        <dt>{t.castAt}</dt>
        <dd>{instant(receipt.castAt, language)}</dd>
        <dt>{t.counted}</dt>
        <dd>
          {t.youCount(receipt.heads, area(receipt.area, language), receipt.units.length)}
          <UnitList units={receipt.units} />
        </dd>
        <dt>{t.channel}</dt>
        <dd>{t.channels[receipt.channel]}</dd>
        <dt>{t.receiptNumber}</dt>
        <dd className="number">{receipt.id}</dd>
      </dl>
      <details>
        <summary>{t.myChoices}</summary>
        <p className="hint">{t.onlyMe}</p>
        <dl className="facts">
          {answered.map((matter) => (
            <div key={matter.id}>
              <dt>{matter.title}</dt>
              <dd>{labelsOf(matter, answers, t.nobody, name).map((label) => <span key={label} className="line"><span aria-hidden="true">✓ </span>{label}</span>)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </article>
  )
}
