import type { ReactNode } from 'react'

import { hundredths, percent } from '../../../../shared/ballot/shares.ts'
import { terms } from '../../../../shared/ballot/terms.ts'
import { area, count } from '../../../../shared/figures.ts'
import { joints, useMessages, useReading } from '../../../../shared/i18n.tsx'
import type { Readiness } from '../WizardPage.tsx'
import { words } from './messages.ts'

interface Props {
  readonly readiness: Readiness
  readonly matters: readonly { readonly title: string }[]
}

/** What the saved scope holds today, and for each matter whether it could pass if everyone certified took part and agreed. */
export function Foreseen({ readiness, matters }: Props): ReactNode {
  return (
    <>
      <ScopeFigures facts={readiness.scope} />
      <CouldPass readiness={readiness} matters={matters} />
    </>
  )
}

export function CouldPass({ readiness, matters }: Props): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  return (
    <ul className="problems">
      {readiness.matters.map((one) => (
        <li key={one.position} className={one.couldPass ? 'fine' : 'warning-line'}>
          <span aria-hidden="true">{one.couldPass ? '✓ ' : '⚠ '}</span>
          <strong>{matters[one.position]?.title || t.matter(one.position + 1)}</strong>{j.colon}{one.couldPass ? t.couldPass : t.couldNotPass}
        </li>
      ))}
    </ul>
  )
}

/** The figures of a scope: what counts, in heads and area, and how much of it is certified. */
export function ScopeFigures({ facts }: { facts: Readiness['scope'] }): ReactNode {
  const t = useMessages(words)
  const term = useMessages(terms)
  const j = useMessages(joints)
  const { language } = useReading()
  return (
    <dl className="figure-list">
      <div><dt>{t.figure.units}</dt><dd>{term.units(count(facts.units))}</dd></div>
      <div><dt>{t.figure.counted}</dt><dd>{term.units(count(facts.counted))}</dd></div>
      <div>
        <dt>{t.figure.heads}</dt>
        <dd>{term.people(count(facts.heads))}<br /><span className="hint">{t.figure.certified} {count(facts.certifiedHeads)}{j.aside(percent(BigInt(facts.certifiedHeads), BigInt(facts.heads)))}</span></dd>
      </div>
      <div>
        <dt>{t.figure.area}</dt>
        <dd>{area(facts.area, language)}<br /><span className="hint">{t.figure.certified} {percent(hundredths(facts.certifiedArea), hundredths(facts.area))}</span></dd>
      </div>
      {facts.withoutOwner > 0 && <div><dt>{t.figure.withoutOwner}</dt><dd>⚠ {term.units(count(facts.withoutOwner))}</dd></div>}
      {facts.uncountedParking > 0 && <div><dt>{t.figure.uncountedParking}</dt><dd>{count(facts.uncountedParking)}</dd></div>}
      {facts.zeroAreas > 0 && <div><dt>{t.figure.zeroAreas}</dt><dd>⚠ {term.units(count(facts.zeroAreas))}</dd></div>}
    </dl>
  )
}
