import { useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { useClaim } from '../../memory.tsx'
import { pageOf } from '../../pages.ts'
import { Consent } from '../../ui/Consent.tsx'
import { words } from './messages.ts'
import { OF_A_CERTIFICATION } from './stale.ts'
import { CertifyByDocument, CertifyByIdCard, ConsentShown, type CertifiedNowFragment } from './units.gql.ts'

const OTHERS = ['PASSPORT', 'OFFICER_CARD', 'RESIDENCE_PERMIT', 'PERMANENT_RESIDENCE', 'ORGANISATION_CODE', 'OTHER'] as const
/** Where a manual review is asked for, once there is such a page; what was typed is in `useClaim`. */
const MANUAL_REVIEW = '/manual-review'

type Other = (typeof OTHERS)[number]

/** Whose unit it is: name and number of the document that it was bought with, and the consent, which is never ticked beforehand. */
export function WhoForm({ onCertified }: { onCertified: (certified: CertifiedNowFragment) => void }): ReactNode {
  const t = useMessages(words)
  const [claim, setClaim] = useClaim()
  const [, go] = useLocation()
  const [byIdCard, byDocument] = [useCommand(CertifyByIdCard, OF_A_CERTIFICATION), useCommand(CertifyByDocument, OF_A_CERTIFICATION)]
  const [agreed, setAgreed] = useState(false)
  const [kindMissing, setKindMissing] = useState<readonly Fault[]>([])
  const consent = useAsk(ConsentShown, {})
  // Nobody starts by thinking about documents: the usual one stands first, and another is asked for only where it is chosen.
  const [other, setOther] = useState(claim.document !== null && claim.document !== 'ID_CARD')
  const kind = other && claim.document !== 'ID_CARD' ? claim.document : null // null: not chosen yet, or the identity card
  const organisation = kind === 'ORGANISATION_CODE'
  const command = other ? byDocument : byIdCard
  const noKind = other && kindMissing.length > 0 && kind === null

  const submit = async (version: string): Promise<void> => {
    const given = { unitId: claim.unit!.id, name: claim.name, number: claim.number, consent: agreed ? version : '' }
    byIdCard.clear()
    byDocument.clear()
    setKindMissing(other && kind === null ? [{ path: 'kind', message: t.kindMissingHint }] : [])
    if (other && kind === null) return
    const outcome = kind === null ? await byIdCard.run({ input: given }) : await byDocument.run({ input: { ...given, kind } })
    if (outcome.kind === 'done') onCertified(outcome.value)
  }
  return (
    <Answered asked={consent}>
      {({ consentText }) => (
        <form
          noValidate
          className="who"
          onSubmit={(event) => {
            event.preventDefault()
            void submit(consentText.version)
          }}
        >
          <section className="note">
            <p className="quiet">{t.chosen}</p>
            <p><strong>{claim.estate!.name} {claim.building!.name} {t.entrance(claim.unit!.entrance, claim.unit!.room)}</strong></p>
            <Button look="link" onClick={() => go('/certify')}>{t.changeUnit}</Button>
          </section>
          {noKind ? <ErrorSummary title={t.kindMissing} faults={kindMissing} occasion={kindMissing} /> : other ? <CommandErrors of={byDocument} /> : <CommandErrors of={byIdCard} />}
          {command.refusal?.__typename === 'OwnerNotMatched' && <NotMatched />}
          <Kind
            other={other}
            onOther={(chosen) => {
              setOther(chosen)
              if (!chosen) setClaim({ ...claim, document: 'ID_CARD' })
            }}
          />
          {other && (
            <Field label={t.documentKind} path="kind" error={noKind ? t.kindMissingHint : byDocument.fault('kind')}>
              {(control) => (
                <select {...control} value={kind ?? ''} onChange={(event) => setClaim({ ...claim, document: (event.target.value || null) as Other | null })}>
                  <option value="">{t.choose}</option>
                  {OTHERS.map((one) => <option key={one} value={one}>{t.kinds[one]}</option>)}
                </select>
              )}
            </Field>
          )}
          <Field label={organisation ? t.organisation : t.name} hint={t.nameHint} path="name" error={command.fault('name')}>
            {(control) => (
              <input {...control} autoComplete="off" spellCheck={false} value={claim.name} onChange={(event) => setClaim({ ...claim, name: event.target.value })} />
            )}
          </Field>
          <Field
            label={organisation ? t.organisationNumber : t.number}
            hint={other ? t.otherNumberHint : t.numberHint}
            path="number"
            error={command.fault('number')}
          >
            {(control) => (
              <input
                {...control}
                className="number"
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                value={claim.number}
                onChange={(event) => setClaim({ ...claim, number: event.target.value })}
              />
            )}
          </Field>
          <Consent title={t.consentTitle} text={consentText} label={t.consent} agreed={agreed} onAgreed={setAgreed} error={command.fault('consent')} />
          <Button look="primary" type="submit" className="wide" busy={command.busy}>{t.certify}</Button>
        </form>
      )}
    </Answered>
  )
}

function Kind({ other, onOther }: { other: boolean; onOther: (other: boolean) => void }): ReactNode {
  const t = useMessages(words)
  return (
    <fieldset className="field">
      <legend><strong>{t.document}</strong></legend>
      <div className="options">
        {[false, true].map((one) => (
          <label key={String(one)} className={one === other ? 'pick picked' : 'pick'}>
            <input type="radio" name="document" checked={one === other} onChange={() => onOther(one)} />
            <span className="label">
              {one ? t.otherDocument : t.idCard}
              <span className="hint line">{one ? t.otherDocumentHint : t.idCardHint}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What to do when name and document do not match the title: what to look at, and where to go then. */
function NotMatched(): ReactNode {
  const t = useMessages(words)
  return (
    <section className="note" aria-labelledby="not-matched">
      <h2 id="not-matched">{t.notMatched}</h2>
      <ol className="plain">{t.notMatchedSteps.map((step) => <li key={step}>{step}</li>)}</ol>
      <p>{t.notDigitised}</p>
      {pageOf(MANUAL_REVIEW) ? <Link className="button wide" href={MANUAL_REVIEW}>{t.manual}</Link> : <p>{t.street}</p>}
    </section>
  )
}
