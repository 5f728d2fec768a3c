import './ballots.css'
import './result.css'

import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, useLocation, useParams } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { ShareBar, sign } from '../../../shared/ballot/ShareBar.tsx'
import { hundredths, type Threshold } from '../../../shared/ballot/shares.ts'
import { area, count } from '../../../shared/figures.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day, instant } from '../../../shared/moments.ts'
import { useSession } from '../../../shared/session.tsx'
import { Answered, Empty, Missed } from '../../../shared/ui/States.tsx'
import { BallotProgress, type BallotHeadFragment } from './ballot.gql.ts'
import { Facts, Hash } from './Facts.tsx'
import { MatterOutcome, OutcomeTag, type Result } from './MatterOutcome.tsx'
import { BallotResultPage } from './result.gql.ts'
import { words } from './resultMessages.ts'
import { rightsOver } from './rights.ts'

/** The published result of a ballot. At `…/print` the same without what cannot be pressed on paper. */
export default function ResultPage(): ReactNode {
  const t = useMessages(words)
  const { ballotId = '' } = useParams()
  const onPaper = useLocation().pathname.endsWith('/print')
  const asked = useAsk(BallotResultPage, { id: ballotId })
  return (
    <>
      <p className="screen-only"><Link to={onPaper ? `/ballots/${ballotId}/result` : `/ballots/${ballotId}`}>{onPaper ? t.toResult : t.back}</Link></p>
      <Answered asked={asked}>
        {({ ballot, result }) => ballot === null || result === null
          ? <NoResult />
          : <Shown ballot={ballot} result={result} onPaper={onPaper} />}
      </Answered>
    </>
  )
}

function NoResult(): ReactNode {
  const t = useMessages(words)
  useTitle(t.notYet)
  return (
    <>
      <h1 tabIndex={-1}>{t.notYet}</h1>
      <Empty title={t.notYetHint} />
    </>
  )
}

interface ShownProps {
  readonly ballot: BallotHeadFragment
  readonly result: Result
  readonly onPaper: boolean
}

function Shown({ ballot, result, onPaper }: ShownProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const title = t.title(ballot.title)
  useTitle(title)
  return (
    <article className={onPaper ? 'result on-paper' : 'result'}>
      <h1 tabIndex={-1}>{title}</h1>
      <p className="hint">{t.publishedUnder(instant(result.publishedAt, language), day(`${result.closesOn}T04:00:00Z`, language))}</p>
      <Downloads ballot={ballot} onPaper={onPaper} />
      <section className="panel" aria-labelledby="summary">
        <h2 id="summary">{t.summary}</h2>
        <ul className="outcomes">
          {result.matters.map((matter, at) => <li key={matter.id}><span>{t.matter(at + 1)} · {matter.title}</span><OutcomeTag outcome={matter.outcome} /></li>)}
        </ul>
      </section>
      <Participation ballot={ballot} result={result} />
      {result.matters.map((matter, at) => <MatterOutcome key={matter.id} matter={matter} number={at + 1} unfolded={onPaper} />)}
      <HowCounted result={result} unfolded={onPaper} />
      {onPaper && <Facts ballot={ballot} />}
    </article>
  )
}

function Downloads({ ballot, onPaper }: { ballot: BallotHeadFragment; onPaper: boolean }): ReactNode {
  const t = useMessages(words)
  const { last } = useSession()
  if (onPaper) return <div className="buttons screen-only"><Button type="primary" onClick={() => window.print()}>{t.printNow}</Button></div>
  const rights = rightsOver(ballot, last?.roles ?? [])
  return (
    <>
      <div className="buttons">
        <Button href={`/ballots/${ballot.id}/result.pdf`}>{t.pdf}</Button>
        <Button href={`/ballots/${ballot.id}/result.pdf?language=en`}>{t.pdfEnglish}</Button>
        {rights.recount && <Button href={`/ballots/${ballot.id}/recount.json`}>{t.recount}</Button>}
        <Link className="button-link" to={`/ballots/${ballot.id}/result/print`}>{t.print}</Link>
        <Link className="button-link" to={`/ballots/${ballot.id}/units`}>{t.showUnits}</Link>
      </div>
      {rights.recount && <p className="hint">{t.recountHint}</p>}
    </>
  )
}

function Participation({ ballot, result }: { ballot: BallotHeadFragment; result: Result }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const asked = useAsk(BallotProgress, { id: ballot.id })
  const whole = asked.data?.participation?.whole
  const { participating } = result
  const quorum = (dimension: string): readonly Threshold[] => {
    const found = result.matters.flatMap((matter) => matter.tests).filter((test) => test.stage === 'quorum' && test.dimension === dimension)
    return found.filter((test, at) => found.findIndex((other) => sign(other) === sign(test)) === at)
  }
  const people = t.of(t.people(count(participating.heads)), t.people(count(result.allHeads)))
  const metres = t.of(area(participating.area, language), area(result.allArea, language))
  return (
    <section className="panel" aria-labelledby="participation">
      <h2 id="participation">{t.participation}</h2>
      <div className="two-bars">
        <div>
          <h3>{t.heads} <span className="number large">{participating.headsPercentage}</span></h3>
          <ShareBar label={`${t.heads} ${participating.headsPercentage}，${people}`} part={BigInt(participating.heads)} whole={BigInt(result.allHeads)} thresholds={quorum('heads')} />
          <p className="number">{people}</p>
        </div>
        <div>
          <h3>{t.area} <span className="number large">{participating.areaPercentage}</span></h3>
          <ShareBar label={`${t.area} ${participating.areaPercentage}，${metres}`} part={hundredths(participating.area)} whole={hundredths(result.allArea)} thresholds={quorum('area')} />
          <p className="number">{metres}</p>
        </div>
      </div>
      <dl className="figure-list">
        <div><dt>{t.castings}</dt><dd>{t.flats(count(result.castings))}</dd></div>
        <div>
          <dt>{t.pad}</dt>
          <dd>{whole ? t.padOf(count(whole.padUnits), count(whole.padHeads), area(whole.padArea, language)) : t.flats(count(result.padCastings))}</dd>
        </div>
      </dl>
      <Missed of={asked} what={t.pad} />
    </section>
  )
}

function HowCounted({ result, unfolded }: { result: Result; unfolded: boolean }): ReactNode {
  const t = useMessages(words)
  return (
    <details className="more panel" open={unfolded}>
      <summary>{t.how}</summary>
      <ul>
        {result.settingsInWords.map((sentence) => <li key={sentence}>{sentence}</li>)}
        <li>{t.twice}</li>
        {result.transfers > 0 && <li>{t.transfers(result.transfers, result.transfersRecordedAfterTheClose)}</li>}
        {result.releaseReason !== null && <li>{t.released(result.releaseReason)}</li>}
      </ul>
      <dl className="facts">
        <Hash name={t.digest} value={result.inputDigest} />
        <Hash name={t.roll} value={result.rollHash} />
      </dl>
    </details>
  )
}
