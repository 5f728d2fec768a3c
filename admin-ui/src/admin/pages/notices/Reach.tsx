import './reach.css'

import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { ShareBar } from '../../../shared/ballot/ShareBar.tsx'
import { count } from '../../../shared/figures.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { share } from '../../../shared/shares.ts'
import { Answered } from '../../../shared/ui/States.tsx'
import { NoticeReached, type ReachFiguresFragment } from './reach.gql.ts'
import { words } from './reachMessages.ts'

interface Props {
  readonly noticeId: string
  readonly forBallot: boolean
}

/** How far a published notice has come, for who sees what became of messages there. */
export function Reach({ noticeId, forBallot }: Props): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(NoticeReached, { id: noticeId })
  return (
    <Answered asked={asked}>
      {({ noticeReach }) => noticeReach === null ? null : (
        <section className="reach" aria-labelledby="reach">
          <h2 id="reach">{t.title}</h2>
          <p>{t.scope(count(noticeReach.units), count(noticeReach.certifiedUnits), count(noticeReach.accounts))}</p>
          <Ways of={noticeReach} texts={forBallot} />
          <p className="hint">{t.accountsRead(count(noticeReach.readAccounts), count(noticeReach.accounts))}　{forBallot ? t.byBallot : t.noText}</p>
          <div className="row-acts">
            {noticeReach.units > noticeReach.reachedUnits && (
              <Link className="link-button" to={`/notices/${noticeId}/reach`}>{t.toList(count(noticeReach.units - noticeReach.reachedUnits))}</Link>
            )}
            <Link className="link-button" to={`/notices/${noticeId}/reach?reached=all`}>{t.toReached}</Link>
          </div>
        </section>
      )}
    </Answered>
  )
}

const GLYPHS = { read: '●', messaged: '●', reached: '✓', unreached: '○' } as const
type Way = keyof typeof GLYPHS
const EVERY_WAY = Object.keys(GLYPHS) as Way[]
const WITHOUT_TEXTS: readonly Way[] = ['read', 'unreached']

/** Each way by which it came to people, in units of all; a unit may be in several rows. Without texts opening is all. */
export function Ways({ of, texts }: { of: ReachFiguresFragment; texts: boolean }): ReactNode {
  const t = useMessages(words)
  const units: Readonly<Record<Way, number>> = {
    read: of.readUnits, messaged: of.messagedUnits, reached: of.reachedUnits, unreached: of.units - of.reachedUnits,
  }
  const nameOf = (way: Way): string => (way === 'unreached' && !texts ? t.notOpened : t.rows[way])
  return (
    <table className="reach-table">
      <caption className="visually-hidden">{t.title}</caption>
      <thead><tr><th scope="col">{t.way}</th><th scope="col" className="number-cell">{t.units}</th><th scope="col">{t.share}</th></tr></thead>
      <tbody>
        {(texts ? EVERY_WAY : WITHOUT_TEXTS).map((way) => (
          <tr key={way} className={way}>
            <th scope="row"><span aria-hidden="true">{GLYPHS[way]} </span>{nameOf(way)}</th>
            <td className="number-cell">{count(units[way])}</td>
            <td><ShareBar label={`${nameOf(way)} ${share(units[way], of.units)}`} part={BigInt(units[way])} whole={BigInt(of.units)} thresholds={[]} look={way === 'unreached' ? 'abstain' : 'for'} /><span className="number">{share(units[way], of.units)}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
