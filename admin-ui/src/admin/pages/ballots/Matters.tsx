import { Button } from 'antd'
import type { ReactNode } from 'react'

import { terms } from '../../../shared/ballot/terms.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import type { BallotShownFragment } from './ballot.gql.ts'
import { words } from './ballotMessages.ts'

type Matter = BallotShownFragment['matters'][number]

/** What is put to the vote, matter by matter, with what the law asks in plain words. */
export function Matters({ ballot, onSuspend }: { ballot: BallotShownFragment; onSuspend?: (matterId: string) => void }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const several = ballot.matters.filter((matter) => matter.state === 'ACTIVE').length > 1
  return (
    <section aria-labelledby="matters" className="panel">
      <h2 id="matters">{t.matters}</h2>
      {ballot.matters.map((matter, index) => (
        <MatterShown key={matter.id} matter={matter} number={index + 1}>
          {onSuspend && several && matter.state === 'ACTIVE' && (
            <Button size="small" danger aria-label={`${t.suspendMatter}${j.colon}${matter.title}`} onClick={() => onSuspend(matter.id)}>{t.suspendMatter}</Button>
          )}
        </MatterShown>
      ))}
      {ballot.settingsInWords.length > 0 && (
        <details className="more">
          <summary>{t.settings}</summary>
          <ul>{ballot.settingsInWords.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
        </details>
      )}
    </section>
  )
}

interface MatterProps {
  readonly matter: Matter
  readonly number: number
  /** Whether what the law asks is shown without a press. */
  readonly lawOpen?: boolean
  readonly children?: ReactNode
}

export function MatterShown({ matter, number, lawOpen = false, children }: MatterProps): ReactNode {
  const t = useMessages(words)
  const term = useMessages(terms)
  const { language } = useReading()
  return (
    <article className="matter">
      <header>
        <h3>{t.matter(number)} · {matter.title}</h3>
        {children}
      </header>
      <p className="hint">
        {term.kinds[matter.kind]} · {term.choiceModes[matter.choiceMode]}
        {matter.seats !== null && ` · ${t.seats(matter.seats, matter.maxPicks ?? matter.seats)}`}
      </p>
      {matter.suspendedAt !== null && (
        <p className="warning-line"><span aria-hidden="true">‖ </span>{t.suspendedMatter(instant(matter.suspendedAt, language), matter.suspensionReason ?? '')}</p>
      )}
      {matter.description !== '' && <p className="description">{matter.description}</p>}
      <Options matter={matter} />
      <LawInWords law={matter.law} open={lawOpen} />
    </article>
  )
}

function Options({ matter }: { matter: Matter }): ReactNode {
  const t = useMessages(words)
  const term = useMessages(terms)
  const j = useMessages(joints)
  return (
    <ul className="option-list" aria-label={t.options}>
      {matter.options.map((option) => (
        <li key={option.id}>{option.label}{option.role !== null && term.roles[option.role] !== option.label && <span className="hint">{j.aside(term.roles[option.role])}</span>}</li>
      ))}
    </ul>
  )
}

/** What it takes to pass, one sentence a test. */
export function LawInWords({ law, open = false }: { law: Matter['law']; open?: boolean }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  return (
    <details className="more" open={open}>
      <summary>{t.law}</summary>
      {law === null ? <p className="hint">{t.lawLater}</p> : (
        <>
          <p className="hint">{law.law}{j.aside(law.id)}</p>
          <ul>{law.sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
        </>
      )}
    </details>
  )
}
