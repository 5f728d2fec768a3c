import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'

import { useCommand } from '../../../shared/asking.ts'
import { UnitList, type OwnUnit } from '../../../shared/ballot/CheckPage.tsx'
import { useMessages } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { words } from './messages.ts'
import { OF_A_CERTIFICATION } from './stale.ts'
import { CertifyMyOtherUnits, type CertifiedNowFragment } from './units.gql.ts'

/** What is certified now, and the owner's other units at one tap. */
export function Done({ certified, onAgain }: { certified: CertifiedNowFragment; onAgain: () => void }): ReactNode {
  const t = useMessages(words)
  const [, go] = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <h1 tabIndex={-1} ref={heading} className="good"><span aria-hidden="true">✓ </span>{t.certified}</h1>
      <UnitList units={certified.units} />
      <p>{t.certifiedHint}</p>
      {certified.otherUnits.length > 0 && <OtherUnits estateId={certified.estateId} units={certified.otherUnits} />}
      <Link className="button primary wide" href="/">{t.toHome}</Link>
      <Button
        className="wide"
        onClick={() => {
          onAgain()
          go('/certify')
        }}
      >
        {t.again}
      </Button>
    </>
  )
}

/** Units of the same owner in one estate, added together at one tap. */
export function OtherUnits({ estateId, units, onAdded }: { estateId: string; units: readonly OwnUnit[]; onAdded?: () => void }): ReactNode {
  const t = useMessages(words)
  const add = useCommand(CertifyMyOtherUnits, OF_A_CERTIFICATION)
  const [added, setAdded] = useState(false)
  return (
    <section className="to-do">
      <h2>{t.othersFound(units.length)}</h2>
      <UnitList units={units} />
      <CommandErrors of={add} />
      <div role="status">{added && <p className="good"><span aria-hidden="true">✓ </span><strong>{t.added}</strong></p>}</div>
      {!added && (
        <>
          <p className="hint">{t.othersHint}</p>
          <Button
            className="wide"
            onClick={async () => {
              const outcome = await add.run({ input: { estateId, unitIds: units.map((unit) => unit.id) } })
              if (outcome.kind !== 'done') return
              setAdded(true)
              onAdded?.()
            }}
          >
            {t.addAll(units.length)}
          </Button>
        </>
      )}
    </section>
  )
}
