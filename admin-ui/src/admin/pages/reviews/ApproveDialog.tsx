import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { instantOf } from '../../../shared/beijing.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import type { ShownPhotos } from '../../../shared/photos/useShownPhotos.ts'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Field, fieldId } from '../../../shared/ui/Field.tsx'
import { ui } from '../../../shared/ui/messages.ts'
import { Answered } from '../../../shared/ui/States.tsx'
import { OwnersEditor, ownersInput, type TypedOwner } from '../../register/OwnersEditor.tsx'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import { actWords } from './actMessages.ts'
import { effectOf, type Effect } from './comparing.ts'
import { overtakenBy, type Meanwhile } from './meanwhile.ts'
import { words } from './messages.ts'
import { Photos } from './Photos.tsx'
import { ApproveManualReview, ReviewedUnit, type ReviewedUnitQuery, type ReviewInFullFragment } from './reviews.gql.ts'

type Owner = NonNullable<ReviewInFullFragment['register']>['owners'][number]

interface Props {
  readonly review: ReviewInFullFragment
  readonly photos: ShownPhotos
  readonly onDone: () => void
  readonly onMeanwhile: (what: Meanwhile) => void
  readonly onClose: () => void
}

/** An approval: what the documents show, and all that will be written by it. */
export function ApproveDialog(props: Props): ReactNode {
  const t = useMessages(actWords)
  const { unit } = useMessages(words)
  const { review } = props
  const asked = useAsk(ReviewedUnit, { id: review.unitId })
  const place = `${review.unit.estateName} ${unit(review.unit.buildingName, review.unit.entrance, review.unit.room)}`
  return (
    <TypingDialog title={t.approveTitle(place, review.entered?.maskedName ?? '—')} onClose={props.onClose}>
      <div className="beside-photos">
        <div className="stacked"><Photos review={review} photos={props.photos} mayLook order={['PROPERTY_DOCUMENT', 'IDENTITY_DOCUMENT']} /></div>
        <Answered asked={asked}>{(found) => <ApproveForm {...props} unit={found.unit} />}</Answered>
      </div>
    </TypingDialog>
  )
}

interface Typed {
  readonly evidence: string
  readonly share: string
  readonly effective: string
  readonly correctsName: boolean
  readonly handedOver: boolean
}

function ApproveForm({ review, unit, onDone, onMeanwhile, onClose }: Omit<Props, 'photos'> & { unit: ReviewedUnitQuery['unit'] }): ReactNode {
  const t = useMessages(actWords)
  const u = useMessages(ui)
  const approve = useCommand(ApproveManualReview)
  const [typed, setTyped] = useState<Typed>({ evidence: '', share: '', effective: '', correctsName: false, handedOver: false })
  const [stays, setStays] = useState<Readonly<Record<string, boolean | null>>>({})
  const [asked, setAsked] = useState<readonly Fault[]>([])
  const [others, setOthers] = useState<readonly TypedOwner[]>([])
  const developerStock = unit?.developerStock ?? false
  const present = review.register?.owners ?? []
  const itself = present.find((one) => one.sameDocument)
  const effect = effectOf(review.register, { stays, others: others.length, developerStock })
  // What was asked for and has been said meanwhile leaves the list.
  const unsaid = asked.filter((fault) => present.some((one) => stayPath(one) === fault.path && (stays[one.id] ?? null) === null))
  const change = (changed: Partial<Typed>): void => setTyped({ ...typed, ...changed })

  const send = async (): Promise<void> => {
    approve.clear()
    const missing = present.filter((one) => effect.open.includes(one.id)).map((one) => ({ path: stayPath(one), message: t.presentMissing(one.maskedName) }))
    setAsked(missing)
    if (missing.length > 0) return
    const outcome = await approve.run({
      input: {
        reviewId: review.id,
        presentTitleId: review.register?.titleId ?? null,
        evidence: typed.evidence,
        keptOwnerIds: effect.kept,
        otherOwners: ownersInput(others),
        share: typed.share.trim() || null,
        effectiveAt: instantOf(typed.effective),
        correctsName: typed.correctsName,
        handedOver: developerStock ? typed.handedOver : true,
      },
    })
    if (outcome.kind === 'done') return onDone()
    const meanwhile = outcome.kind === 'refused' ? overtakenBy(outcome.refusal) : null
    if (meanwhile !== null) onMeanwhile(meanwhile)
  }
  return (
    <form
      className="reason-dialog"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {unsaid.length > 0 ? <ErrorSummary title={u.pleaseCorrect(unsaid.length)} faults={unsaid} occasion={asked} /> : <CommandErrors of={approve} />}
      <Field label={t.evidence} hint={t.evidenceHint} path="evidence" error={approve.fault('evidence')}>
        {(control) => <input {...control} autoComplete="off" maxLength={200} value={typed.evidence} onChange={(event) => change({ evidence: event.target.value })} />}
      </Field>
      {present.filter((one) => !one.sameDocument).map((one) => (
        <Stays
          key={one.id}
          owner={one}
          value={stays[one.id] ?? null}
          error={unsaid.find((fault) => fault.path === stayPath(one))?.message}
          onChange={(value) => setStays({ ...stays, [one.id]: value })}
        />
      ))}
      {itself && !itself.sameName && (
        <div className="field">
          {approve.fault('correctsName') !== undefined && <p className="error" id={`${fieldId('correctsName')}-error`}><span aria-hidden="true">✕ </span>{approve.fault('correctsName')}</p>}
          <label className="tick">
            <input type="checkbox" id={fieldId('correctsName')} checked={typed.correctsName} onChange={(event) => change({ correctsName: event.target.checked })} />
            {t.correct(itself.maskedName)}
          </label>
        </div>
      )}
      <details className="more" open={others.length > 0 || approve.faults.some((one) => /^(?:otherOwners|share|effectiveAt)/.test(one.path)) || undefined}>
        <summary>{t.others} · {t.share} · {t.effectiveAt}</summary>
        <p className="hint">{t.othersHint}</p>
        <OwnersEditor owners={others} onChange={setOthers} fault={approve.fault} path="otherOwners" least={0} />
        <Field label={t.share} hint={t.shareHint} path="share" error={approve.fault('share')}>
          {(control) => <input {...control} autoComplete="off" maxLength={50} value={typed.share} onChange={(event) => change({ share: event.target.value })} />}
        </Field>
        <Field label={t.effectiveAt} hint={t.effectiveHint} path="effectiveAt" error={approve.fault('effectiveAt')}>
          {(control) => <input {...control} type="datetime-local" value={typed.effective} onChange={(event) => change({ effective: event.target.value })} />}
        </Field>
      </details>
      {developerStock && (
        <div className="field">
          <label className="tick"><input type="checkbox" checked={typed.handedOver} onChange={(event) => change({ handedOver: event.target.checked })} />{t.handedOver}</label>
          <p className="hint">{t.handedOverHint}</p>
        </div>
      )}
      <Effects review={review} effect={effect} typed={typed} others={others.length} ending={(unit?.certifications ?? []).filter((one) => one.endedAt === null).length} />
      <div className="act-row">
        <Button type="submit" look="primary" busy={approve.busy}>{t.approve}</Button>
        <Button onClick={onClose}>{t.back}</Button>
      </div>
    </form>
  )
}

const stayPath = ({ id }: Owner): string => `stays.${id}`

interface StaysProps {
  readonly owner: Owner
  readonly value: boolean | null
  readonly error: string | undefined
  readonly onChange: (stays: boolean) => void
}

/** Whether somebody in the register is still an owner: nothing is chosen beforehand, for it ends a title. */
function Stays({ owner, value, error, onChange }: StaysProps): ReactNode {
  const t = useMessages(actWords)
  const id = fieldId(stayPath(owner))
  return (
    <fieldset id={id} tabIndex={-1} className={error === undefined ? 'field' : 'field wrong'} aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}>
      <legend><strong>{t.present(owner.maskedName)}</strong></legend>
      <p className="hint" id={`${id}-hint`}>{t.presentHint}</p>
      {error !== undefined && <p className="error" id={`${id}-error`}><span aria-hidden="true">✕ </span>{error}</p>}
      <div className="two-ways">
        {[true, false].map((one) => (
          <label key={String(one)} className="tick">
            <input type="radio" name={id} checked={value === one} onChange={() => onChange(one)} />{one ? t.stays : t.leaves}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface EffectsProps {
  readonly review: ReviewInFullFragment
  readonly effect: Effect
  readonly typed: Typed
  readonly others: number
  /** How many certifications stand in the unit now. */
  readonly ending: number
}

/** Everything that the approval writes, as it would be pressed now. */
function Effects({ review, effect, typed, others, ending }: EffectsProps): ReactNode {
  const t = useMessages(actWords)
  const { kinds } = useMessages(words)
  const { entered, register } = review
  if (entered === null) return null
  const nameOf = (id: string): string => register?.owners.find((one) => one.id === id)?.maskedName ?? '—'
  const known = register?.owners.some((one) => one.sameDocument) ?? false
  const document = `${kinds[entered.documentKind]} ${entered.maskedNumber}`
  return (
    <section className="will-write" aria-labelledby="will-write">
      <h3 id="will-write">{t.willWrite}</h3>
      <ul className="effects">
        <li><strong>{effect.newTitle ? (register === null ? t.firstTitle : t.newTitle) : t.noNewTitle}</strong></li>
        <li>{(known ? t.ownerKnown : t.owner)(entered.maskedName, document)}{typed.share.trim() !== '' && `；${t.ownerShare(typed.share.trim())}`}</li>
        {typed.correctsName && <li>{t.nameCorrected}</li>}
        {effect.kept.map((id) => <li key={id}>{t.keptOwner(nameOf(id))}</li>)}
        {effect.removed.map((id) => <li key={id}>{t.removedOwner(nameOf(id))}</li>)}
        {others > 0 && <li>{t.otherOwners(others)}</li>}
        <li>{typed.evidence.trim() === '' ? t.evidenceNone : t.evidenceIs(typed.evidence.trim())}</li>
        {effect.newTitle && ending > 0 && <li>{t.ended(ending)}</li>}
        <li>{t.certified(review.maskedPhone)}</li>
      </ul>
      <p><strong>{t.final}</strong></p>
    </section>
  )
}
