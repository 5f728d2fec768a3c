import type { ReactNode } from 'react'

import { percent } from '../../../shared/ballot/shares.ts'
import { area, count } from '../../../shared/figures.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import type { BallotShownFragment } from './ballot.gql.ts'
import { Facts } from './Facts.tsx'
import { MatterShown } from './Matters.tsx'
import { CouldPass, ScopeFigures } from './wizard/Foreseen.tsx'
import { words } from './wizard/messages.ts'
import type { Readiness } from './WizardPage.tsx'

interface Props {
  readonly ballot: BallotShownFragment
  readonly readiness: Readiness
}

/** Everything that a ballot says and stands on, in figures: what its author submits and what the street approves. */
export function CheckSheet({ ballot, readiness }: Props): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  return (
    <div className="check-sheet">
      <Facts ballot={ballot} />
      <section className="panel" aria-labelledby="check-scope">
        <h3 id="check-scope">{t.scopeFigures}</h3>
        <ScopeFigures facts={readiness.scope} />
        <ByBuilding readiness={readiness} />
      </section>
      <section className="panel" aria-labelledby="check-matters">
        <h3 id="check-matters">{t.steps.matters}</h3>
        {ballot.matters.map((matter, at) => (
          <MatterShown key={matter.id} matter={{ ...matter, law: readiness.matters.find((one) => one.position === at)?.law ?? matter.law }} number={at + 1} lawOpen />
        ))}
        {readiness.matters.length === 0 ? <p className="hint">{t.noLaw}</p> : (
          <>
            <h3>{t.foresight}</h3>
            <CouldPass readiness={readiness} matters={ballot.matters} />
          </>
        )}
      </section>
      <p className="panel">
        <span>{t.contentHash}{j.colon}<code className="hash">{readiness.contentHash}</code></span>
        <span className="hint">{t.contentHashHint}</span>
      </p>
    </div>
  )
}

function ByBuilding({ readiness }: { readiness: Readiness }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  return (
    <details className="more">
      <summary>{t.byBuilding}</summary>
      <table className="figures">
        <caption className="visually-hidden">{t.byBuilding}</caption>
        <thead><tr><th scope="col">{t.building}</th><th scope="col">{t.countedUnits}</th><th scope="col">{t.area}</th><th scope="col">{t.figure.certified}</th></tr></thead>
        <tbody>
          {readiness.parts.map(({ buildingId, building, facts }) => (
            <tr key={buildingId}>
              <th scope="row">{building}</th>
              <td>{count(facts.counted)}</td>
              <td>{area(facts.area, language)}</td>
              <td>{count(facts.certifiedUnits)}{j.aside(percent(BigInt(facts.certifiedUnits), BigInt(facts.counted)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
