import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { StateTag } from '../../ui/StateTag.tsx'
import { STANDING_LOOKS, standingOf } from './comparing.ts'
import { words } from './messages.ts'
import type { ReviewInFullFragment } from './reviews.gql.ts'

/** What the owner entered beside each owner in the register, every difference with a glyph and in words. */
export function Comparison({ review }: { review: ReviewInFullFragment }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { entered, register } = review
  const owners = register?.owners ?? []
  const standing = standingOf(register)
  return (
    <section aria-labelledby="compare">
      <h2 id="compare">{t.compare}</h2>
      {entered === null ? <p>{t.gone}</p> : (
        <p><StateTag look={STANDING_LOOKS[standing]}>{t.standing[standing]}</StateTag>{review.decidedAt === null && <span className="compared-hint">{t.standingHint[standing]}</span>}</p>
      )}
      {(entered !== null || owners.length > 0) && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls takes the focus, or keys cannot scroll it
        <div className="compare-frame" role="group" aria-label={t.compare} tabIndex={0}>
          <table className="compare">
            <thead>
              <tr>
                <th scope="col">{t.item}</th>
                {entered !== null && <th scope="col">{t.entered}</th>}
                {owners.map((one, at) => <th key={one.id} scope="col">{t.registered(at + 1, owners.length)}</th>)}
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{t.name}</th>
                {entered !== null && <td><strong>{entered.maskedName}</strong></td>}
                {owners.map((one) => <td key={one.id}><strong>{one.maskedName}</strong>{entered !== null && <Mark same={one.sameName} />}</td>)}
              </tr>
              <tr>
                <th scope="row">{t.document}</th>
                {entered !== null && <td>{t.kinds[entered.documentKind]}<br /><span className="number">{entered.maskedNumber}</span></td>}
                {owners.map((one) => (
                  <td key={one.id}>{t.kinds[one.documentKind]}<br /><span className="number">{one.maskedDocument}</span>{entered !== null && <Mark same={one.sameDocument} />}</td>
                ))}
              </tr>
              {owners.length > 0 && (
                <tr>
                  <th scope="row">{t.share}</th>
                  {entered !== null && <td>—</td>}
                  {owners.map((one) => <td key={one.id}>{one.share ?? t.noShare}</td>)}
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
      <p className="hint">
        {register !== null && <>{t.registerSince(day(register.startsAt, language))} · </>}
        <Link to={`/estates/${review.estateId}/units?unit=${review.unitId}`}>{t.unitRecord}</Link>
      </p>
    </section>
  )
}

function Mark({ same }: { same: boolean }): ReactNode {
  const t = useMessages(words)
  return <span className={same ? 'compare-mark agrees' : 'compare-mark differs'}><span aria-hidden="true">{same ? '✓ ' : '≠ '}</span>{same ? t.agrees : t.differs}</span>
}
