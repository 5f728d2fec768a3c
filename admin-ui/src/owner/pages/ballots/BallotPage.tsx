import { type ReactNode, useEffect } from 'react'
import { Link, useParams } from 'wouter'

import { useAsk } from '../../../shared/asking.ts'
import type { Paper } from '../../../shared/ballot/answers.ts'
import { useStanding } from '../../../shared/ballot/live.ts'
import { area } from '../../../shared/figures.ts'
import { optionNames } from '../../../shared/ballot/options.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day, deadline, instant } from '../../../shared/moments.ts'
import { Answered, Empty, Skeleton } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { useBooth } from '../../memory.tsx'
import { When } from './BallotItem.tsx'
import { BallotShown, MyPartShown, type BallotShownQuery, type MyPartFragment } from './ballots.gql.ts'
import { words } from './messages.ts'
import { StateTag } from './StateTag.tsx'
import { Turnout } from './Turnout.tsx'

type Shown = NonNullable<BallotShownQuery['ballot']>

/** One ballot: where it stands, what one can do, what is decided, and how many take part. */
export default function BallotPage(): ReactNode {
  const { ballotId } = useParams<{ ballotId: string }>()
  const t = useMessages(words)
  useTitle(t.title)
  const asked = useAsk(BallotShown, { id: ballotId })
  const mine = useAsk(MyPartShown, { id: ballotId })
  useAskAgainOnChange(ballotId, asked.again, mine.again)
  return (
    <>
      <Back to="/ballots">{t.toBallots}</Back>
      <Answered asked={asked}>
        {({ ballot }) =>
          ballot === null ? <NoBallot /> : (
            <>
              <h1 tabIndex={-1}>{ballot.title}</h1>
              <p className="quiet">{ballot.estate.name}</p>
              <Standing ballot={ballot} />
              <Answered asked={mine} skeleton={<Skeleton lines={2} />}>
                {(part) => part.ballot && <Mine ballot={ballot} part={part.ballot} />}
              </Answered>
              <Turnout ballotId={ballot.id} state={ballot.state} quorum={quorumOf(ballot)} />
              <Matters ballot={ballot} />
              <Notices ballot={ballot} />
              <Counting ballot={ballot} />
            </>
          )
        }
      </Answered>
    </>
  )
}

export function NoBallot(): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <Empty title={t.notFound}>
        <p>{t.notFoundHint}</p>
        <Link className="button" href="/ballots">{t.toBallots}</Link>
      </Empty>
    </>
  )
}

/** Whenever the ballot stands differently from how it was told, what is shown is asked again. */
function useAskAgainOnChange(ballotId: string, ...again: readonly (() => void)[]): void {
  const standing = useStanding(ballotId)
  const [askBallot, askMine] = again
  const told = standing && [standing.state, standing.closesAt, ...standing.suspendedMatterIds].join()
  useEffect(() => {
    if (told === undefined) return
    askBallot?.()
    askMine?.()
  }, [told, askBallot, askMine])
}

function Standing({ ballot }: { ballot: Shown }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { state, closesAt, firstClosesAt, extendedAt } = ballot
  return (
    <div className="standing">
      <StateTag state={state} />
      <When ballot={ballot} />
      {extendedAt !== null && closesAt !== null && firstClosesAt !== null && (
        <p>
          {t.extended(deadline(firstClosesAt, language), deadline(closesAt, language))}
          {ballot.extensionReason !== null && ` ${t.extensionReason(ballot.extensionReason)}`}
        </p>
      )}
      {state === 'SUSPENDED' && (
        <p className="note warning">
          <span aria-hidden="true">‖ </span>{t.suspended}
          {ballot.suspensionReason !== null && ` ${t.suspendedReason(ballot.suspensionReason)}`}
        </p>
      )}
      {state === 'CLOSED' && closesAt !== null && <p className="note">{t.closedAt(deadline(closesAt, language))}{' '}{t.counting}</p>}
      {state === 'PUBLISHED' && <Link className="button primary wide" href={`/ballots/${ballot.id}/result`}>{t.toResult}</Link>}
    </div>
  )
}

function Mine({ ballot, part }: { ballot: Shown; part: MyPartFragment }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { booth } = useBooth(ballot.id)
  const { myWeight: weight, myReceipts: receipts } = part
  const receipt = receipts[0]
  const begun = Object.keys(booth.answers).length > 0
  return (
    <section className="mine">
      {receipt && (
        <>
          <p className="good"><span aria-hidden="true">✓ </span><strong>{t.youVoted(instant(receipt.castAt, language))}</strong></p>
          <Link className="button wide" href={`/ballots/${ballot.id}/receipt`}>{t.toReceipt}</Link>
        </>
      )}
      {weight && weight.units.length > 0 && (
        <>
          {receipt && <p>{t.someLeft(weight.units.length)}</p>}
          <p><strong>{t.youCount(weight.heads, area(weight.area, language), weight.units.length)}</strong></p>
          <Link className="button primary wide" href={`/ballots/${ballot.id}/vote`}>{begun ? t.goOn : t.vote}</Link>
        </>
      )}
      {weight && weight.units.length === 0 && !receipt && (
        <p className="note">
          {weight.earlier ? t.coOwnerVoted(weight.earlier.maskedName, instant(weight.earlier.castAt, language)) : t.notInScope}
        </p>
      )}
      {weight && weight.units.length === 0 && !receipt && !weight.earlier && <Link className="button wide" href="/units">{t.certify}</Link>}
    </section>
  )
}

/** The quorum that all matters share; none where they differ. */
function quorumOf(ballot: Shown): readonly { dimension: string; operator: string; fraction: string }[] {
  const lists = ballot.matters.map((matter) => (matter.law?.quorum ?? []).filter((one) => one.numerator === 'participating' && one.base === 'all'))
  const [first] = lists
  const say = (list: typeof first): string => (list ?? []).map((one) => one.dimension + one.operator + one.fraction).join()
  return first !== undefined && lists.every((list) => say(list) === say(first)) ? first : []
}

function Matters({ ballot }: { ballot: Shown }): ReactNode {
  const t = useMessages(words)
  const { name } = useMessages(optionNames)
  return (
    <section className="section">
      <h2>{t.matters}</h2>
      <ol className="matters">
        {ballot.matters.map((matter, at) => (
          <li key={matter.id} className="matter">
            <h3>
              <span className="which">{t.matter(at + 1, ballot.matters.length)}</span>
              <span className="asked">{matter.title}</span>
            </h3>
            {matter.state === 'SUSPENDED' && <Suspension matter={matter} />}
            {matter.description !== '' && <p className="description">{matter.description}</p>}
            <p className="quiet">{t.options}</p>
            <ul className="plain">{matter.options.map((option) => <li key={option.id}>{name(option.label, option.role)}</li>)}</ul>
            {matter.law && (
              <details>
                <summary>{t.howCounted}</summary>
                <ul className="plain">{matter.law.sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Suspension({ matter }: { matter: Paper['matters'][number] }): ReactNode {
  const t = useMessages(words)
  return (
    <p className="warning">
      <span aria-hidden="true">‖ </span>{t.matterSuspended}
      {matter.suspensionReason !== null && ` ${t.suspendedReason(matter.suspensionReason)}`}
    </p>
  )
}

function Notices({ ballot }: { ballot: Shown }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const notices = [ballot.publicity, ballot.announcement].filter((one) => one !== null)
  if (notices.length === 0) return null
  return (
    <section className="section">
      <h2>{t.notices}</h2>
      <ul className="cards">
        {notices.map((notice) => (
          <li key={notice.id}>
            <Link className="card" href={`/notices/${notice.id}`}>
              <strong className="title">{notice.title}</strong>
              {notice.publishedAt !== null && <span className="quiet">{day(notice.publishedAt, language)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Counting({ ballot }: { ballot: Shown }): ReactNode {
  const t = useMessages(words)
  return (
    <details>
      <summary>{t.settings}</summary>
      <ul className="plain">
        <li>{t.organizer(ballot.organizerName ?? t.street)}</li>
        {!ballot.wholeEstate && ballot.scopeReason !== null && <li>{t.scopeReason(ballot.scopeReason)}</li>}
        {ballot.settingsInWords.map((sentence) => <li key={sentence}>{sentence}</li>)}
        <li>{t.deadlineHint}</li>
      </ul>
    </details>
  )
}
