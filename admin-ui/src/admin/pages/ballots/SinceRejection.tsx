import type { ReactNode } from 'react'

import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { words } from './ballotMessages.ts'
import type { BallotPart, LineChange } from './wizard.gql.ts'
import type { Readiness } from './WizardPage.tsx'

const MARKS: Record<LineChange, string> = { KEPT: ' ', REMOVED: '－', ADDED: '＋' }

interface Props {
  readonly rejection: NonNullable<Readiness['lastRejection']>
}

/** What has become different since the street rejected it, part by part; what is the same is named and left out. */
export function SinceRejection({ rejection }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const parts = [...new Set(rejection.changes.map((line) => line.part))]
  const linesOf = (part: BallotPart): typeof rejection.changes => rejection.changes.filter((line) => line.part === part)
  const changed = parts.filter((part) => linesOf(part).some((line) => line.change !== 'KEPT'))
  const same = parts.filter((part) => !changed.includes(part))
  const { since } = t.review
  return (
    <section className="panel" aria-labelledby="since-rejection">
      <h3 id="since-rejection">{since.title}</h3>
      <p>{since.rejected(instant(rejection.rejectedAt, language), rejection.reason)}</p>
      {changed.length === 0 && <p><strong>{since.nothing}</strong></p>}
      {changed.map((part) => (
        <div key={part}>
          <h4>{since.parts[part]}</h4>
          <Lines lines={linesOf(part)} />
        </div>
      ))}
      {changed.length > 0 && same.length > 0 && <p className="hint">{since.same(same.map((part) => since.parts[part]))}</p>}
    </section>
  )
}

function Lines({ lines }: { lines: Props['rejection']['changes'] }): ReactNode {
  const { since } = useMessages(words).review
  const j = useMessages(joints)
  return (
    <ol className="changes plain-list">
      {lines.map((line, number) => (
        // Lines have no other name than their place, and the list is never sorted.
        // oxlint-disable-next-line react/no-array-index-key -- see above
        <li key={number} className={line.change.toLowerCase()}>
          <span aria-hidden="true">{MARKS[line.change]} </span>
          <span className="visually-hidden">{since.spoken[line.change]}{j.colon}</span>
          {line.text}
        </li>
      ))}
    </ol>
  )
}
