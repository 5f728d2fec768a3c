import { useEffect, useState, type ReactNode } from 'react'
import { useLocation, useParams } from 'wouter'

import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { Back } from '../../layout/Back.tsx'
import { useClaim } from '../../memory.tsx'
import { ChooseBuilding, ChooseEstate, ChooseUnit } from './Choose.tsx'
import { Done } from './Done.tsx'
import { words } from './messages.ts'
import type { CertifiedNowFragment } from './units.gql.ts'
import { WhoForm } from './WhoForm.tsx'

const STEPS = ['', 'building', 'unit', 'who'] as const

/** The way to a certified unit, in four steps: estate, building, unit, document. Each step is an address of its own, so
 * that the phone's own way back leads to the step before; what was chosen stands in memory and in no address. */
export default function CertifyPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.certifyTitle)
  const { step = '' } = useParams<{ step?: string }>()
  const [, go] = useLocation()
  const [claim, setClaim] = useClaim()
  const [done, setDone] = useState<CertifiedNowFragment | null>(null)
  const chosen = [true, claim.estate !== undefined, claim.building !== undefined, claim.unit !== undefined]
  const at = STEPS.indexOf(step as (typeof STEPS)[number])
  const possible = at >= 0 && chosen[at] === true
  useEffect(() => {
    if (!possible && done === null) go('/certify', { replace: true })
  }, [possible, done, go])
  if (done !== null) return <Done certified={done} onAgain={() => setDone(null)} />
  if (!possible) return null
  const { document, name, number } = claim
  return (
    <>
      {at === 0 ? <Back to="/units">{t.title}</Back> : <Button look="link" className="back" onClick={() => history.back()}><span aria-hidden="true">‹ </span>{t.back}</Button>}
      <p className="quiet">{t.step(at + 1)}</p>
      <h1 tabIndex={-1}>{t.which[at]}</h1>
      {at === 0 && (
        <ChooseEstate
          onChoose={(estate) => {
            setClaim({ document, name, number, estate })
            go('/certify/building')
          }}
        />
      )}
      {at === 1 && claim.estate && (
        <ChooseBuilding
          estate={claim.estate}
          onChoose={(building) => {
            setClaim({ document, name, number, estate: claim.estate!, building })
            go('/certify/unit')
          }}
        />
      )}
      {at === 2 && claim.building && (
        <ChooseUnit
          estate={claim.estate!}
          building={claim.building}
          onChoose={(unit) => {
            setClaim({ ...claim, unit })
            go('/certify/who')
          }}
        />
      )}
      {at === 3 && (
        <WhoForm
          onCertified={(certified) => {
            setClaim(null)
            setDone(certified)
            window.scrollTo(0, 0)
          }}
        />
      )}
    </>
  )
}
