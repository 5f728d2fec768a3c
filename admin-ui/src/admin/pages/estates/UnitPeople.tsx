import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { day, instant } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { terms } from '../../register/messages.ts'
import { useAllowed } from '../../ui/allowed.ts'
import { ForAMinute } from '../../ui/ForAMinute.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { CorrectOwnerName, ReleaseAccount, RevealOwner, type UnitDetailsQuery } from './unit.gql.ts'
import { unitWords } from './unit_messages.ts'

type Unit = NonNullable<UnitDetailsQuery['unit']>
type Title = NonNullable<Unit['titles']>[number]
type Owner = Title['owners'][number]
type Certification = NonNullable<Unit['certifications']>[number]

interface TitlesProps {
  readonly unit: Unit
  readonly titles: readonly Title[]
  readonly onChanged: (said: string) => void
}

/** Whose a unit is and was, by periods; names masked, in full for a while against a reason. */
export function Titles({ unit, titles, onChanged }: TitlesProps): ReactNode {
  const t = useMessages(unitWords)
  const j = useMessages(joints)
  const { language } = useReading()
  if (titles.length === 0) return <p>{t.noTitle}</p>
  return titles.map((title) => (
    <article key={title.id} className={title.endsAt === null ? 'title-card' : 'title-card ended'}>
      <p>
        <StateTag look={title.endsAt === null ? 'good' : 'plain'}>{title.endsAt === null ? t.inForce : t.ended}</StateTag>
        {' · '}{t.period(instant(title.startsAt, language), title.endsAt === null ? null : instant(title.endsAt, language))}
      </p>
      <p className="hint">
        {t.source}{j.colon}{(t.sources as Readonly<Record<string, string>>)[title.source] ?? title.source}
        {title.evidence !== null && <> · {t.evidence}{j.colon}{title.evidence}</>} · {t.recorded(day(title.recordedAt, language))}
      </p>
      {title.owners.map((owner) => <OwnerRow key={owner.id} unitId={unit.id} owner={owner} isPresent={title.endsAt === null} onChanged={onChanged} />)}
    </article>
  ))
}

interface OwnerProps {
  readonly unitId: string
  readonly owner: Owner
  readonly isPresent: boolean
  readonly onChanged: (said: string) => void
}

interface Revealed { readonly name: string; readonly documentNumber: string }

function OwnerRow({ unitId, owner, isPresent, onChanged }: OwnerProps): ReactNode {
  const t = useMessages(unitWords)
  const r = useMessages(terms)
  const allowed = useAllowed()
  const [acting, setActing] = useState<'reveal' | 'correct' | null>(null)
  const [revealed, setRevealed] = useState<Revealed | null>(null)
  const close = (): void => setActing(null)
  return (
    <div className="owner-row">
      <p>
        <strong>{owner.maskedName}</strong> · {r.ownerKind[owner.kind]} · {r.documentKind[owner.documentKind]} <span className="number">{owner.maskedDocument}</span>
        {owner.share !== null && <> · {t.share(owner.share)}</>}
      </p>
      {revealed ? <FullOwner revealed={revealed} onHide={() => setRevealed(null)} /> : (
        <p className="row-acts">
          {allowed.revealPeople && <Button look="link" aria-label={t.revealOf(owner.maskedName)} onClick={() => setActing('reveal')}>{t.reveal}</Button>}
          {allowed.maintainRegister && isPresent && (
            <Button look="link" aria-label={t.correctOf(owner.maskedName)} onClick={() => setActing('correct')}>{t.correct}</Button>
          )}
        </p>
      )}
      {acting === 'reveal' && (
        <Reveal
          unitId={unitId}
          owner={owner}
          onClose={close}
          onRevealed={(full) => {
            setRevealed(full)
            close()
          }}
        />
      )}
      {acting === 'correct' && (
        <Correct
          unitId={unitId}
          owner={owner}
          onClose={close}
          onCorrected={(name) => {
            close()
            onChanged(t.corrected(name))
          }}
        />
      )}
    </div>
  )
}

interface RevealProps {
  readonly unitId: string
  readonly owner: Owner
  readonly onClose: () => void
  readonly onRevealed: (revealed: Revealed) => void
}

function Reveal({ unitId, owner, onClose, onRevealed }: RevealProps): ReactNode {
  const t = useMessages(unitWords)
  const reveal = useCommand(RevealOwner)
  return (
    <ReasonDialog
      title={t.revealTitle(owner.maskedName)}
      action={t.revealAct}
      command={reveal}
      variables={(reason) => ({ input: { unitId, ownerId: owner.id, reason } })}
      onDone={({ name, documentNumber }) => onRevealed({ name, documentNumber })}
      onClose={onClose}
    >
      <p>{t.revealEffect}</p>
    </ReasonDialog>
  )
}

function FullOwner({ revealed, onHide }: { revealed: Revealed; onHide: () => void }): ReactNode {
  const t = useMessages(unitWords)
  const j = useMessages(joints)
  return (
    <ForAMinute onHide={onHide}>
      <p>{t.name}{j.colon}<strong>{revealed.name}</strong></p>
      <p>{t.document}{j.colon}<strong className="number">{revealed.documentNumber}</strong></p>
    </ForAMinute>
  )
}

interface CorrectProps {
  readonly unitId: string
  readonly owner: Owner
  readonly onClose: () => void
  readonly onCorrected: (maskedName: string) => void
}

function Correct({ unitId, owner, onClose, onCorrected }: CorrectProps): ReactNode {
  const t = useMessages(unitWords)
  const correct = useCommand(CorrectOwnerName)
  const [name, setName] = useState('')
  return (
    <ReasonDialog
      title={t.correctTitle(owner.maskedName)}
      action={t.correct}
      command={correct}
      variables={(reason) => ({ input: { unitId, ownerId: owner.id, name, reason } })}
      onDone={({ maskedName }) => onCorrected(maskedName)}
      onClose={onClose}
    >
      <p>{t.correctEffect}</p>
      <Field label={t.newName} path="name" error={correct.fault('name')}>
        {(control) => <input {...control} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
    </ReasonDialog>
  )
}

interface CertificationsProps {
  readonly certifications: readonly Certification[]
  readonly onChanged: (said: string) => void
}

/** Who was certified for a unit, from when to when; a lost phone is released from here. */
export function Certifications({ certifications, onChanged }: CertificationsProps): ReactNode {
  const t = useMessages(unitWords)
  const { language } = useReading()
  const { releaseAccount } = useAllowed()
  const release = useCommand(ReleaseAccount)
  const [releasing, setReleasing] = useState<Certification | null>(null)
  if (certifications.length === 0) return <p>{t.noCertification}</p>
  return (
    <>
      {certifications.map((one) => (
        <article key={one.id} className={one.endedAt === null ? 'title-card' : 'title-card ended'}>
          <p>
            <StateTag look={one.endedAt === null ? 'good' : 'plain'}>{one.endedAt === null ? t.standing : t.over}</StateTag>
            {' · '}<span className="number">{one.maskedPhone}</span> · {t.methods[one.method]}
          </p>
          <p className="hint">
            {t.certifiedAt(instant(one.certifiedAt, language))}
            {one.endedAt !== null && <> · {t.endedAt(instant(one.endedAt, language))}</>}
            {one.endedReason !== null && <> · {(t.endedReasons as Readonly<Record<string, string>>)[one.endedReason] ?? one.endedReason}</>}
          </p>
          {releaseAccount && one.endedAt === null && (
            <p className="row-acts"><Button look="link" aria-label={t.releaseOf(one.maskedPhone)} onClick={() => setReleasing(one)}>{t.release}</Button></p>
          )}
        </article>
      ))}
      {releasing && (
        <ReasonDialog
          title={t.releaseTitle(releasing.maskedPhone)}
          action={t.release}
          danger
          command={release}
          variables={(reason) => ({ input: { certificationId: releasing.id, reason } })}
          onDone={({ certificationsEnded }) => {
            setReleasing(null)
            onChanged(t.released(certificationsEnded))
          }}
          onClose={() => setReleasing(null)}
        >
          <p><strong>{t.releaseEffect}</strong></p>
        </ReasonDialog>
      )}
    </>
  )
}
