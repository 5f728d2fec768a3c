import type { ReactNode } from 'react'

import { area, count } from '../../../shared/figures.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import type { BallotHeadFragment } from './ballot.gql.ts'
import { words } from './ballotMessages.ts'
import { Window } from './Window.tsx'

/** Who, where, when and over what; and the checksums of what is frozen. */
export function Facts({ ballot }: { ballot: BallotHeadFragment }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { estate, roll, hashes } = ballot
  const frozen = (['content', 'rules', 'notices', 'scope', 'roll'] as const).filter((name) => hashes[name] !== null)
  return (
    <section aria-labelledby="facts" className="panel">
      <h2 id="facts">{t.facts}</h2>
      <dl className="facts">
        <dt>{t.estate}</dt>
        <dd>{estate.name}<br /><span className="hint">{estate.street.district.name} {estate.street.name}</span></dd>
        <dt>{t.organizer}</dt>
        <dd>{ballot.organizerName ?? estate.street.name}</dd>
        <dt>{t.window}</dt>
        <dd><Window ballot={ballot} /></dd>
        <dt>{t.scope}</dt>
        <dd>{ballot.wholeEstate ? t.wholeEstate : t.partOfEstate}{ballot.scopeReason !== null && <><br />{t.scopeReason(ballot.scopeReason)}</>}</dd>
        {roll !== null && <><dt>{t.roll}</dt><dd className="number">{t.rollOf(count(roll.units), count(roll.heads), area(roll.area, language))}</dd></>}
        <dt>{t.publicity}</dt>
        <dd><Notice notice={ballot.publicity} /></dd>
        <dt>{t.announcement}</dt>
        <dd><Notice notice={ballot.announcement} /></dd>
      </dl>
      {frozen.length > 0 && (
        <details className="more">
          <summary>{t.hashes}</summary>
          <dl className="facts">
            {frozen.map((name) => <Hash key={name} name={t.hash[name]} value={hashes[name] ?? ''} />)}
          </dl>
        </details>
      )}
    </section>
  )
}

export function Hash({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd><code className="hash">{value}</code></dd>
    </>
  )
}

function Notice({ notice }: { notice: BallotHeadFragment['publicity'] }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  if (notice === null) return t.notLinked
  return (
    <>
      {notice.title}
      {notice.publishedAt !== null && <><br /><span className="hint">{t.publishedOn(day(notice.publishedAt, language))}</span></>}
    </>
  )
}
