import { Input } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

import { useAsk } from '../../../../shared/asking.ts'
import { terms } from '../../../../shared/ballot/terms.ts'
import { joints, useMessages, useReading } from '../../../../shared/i18n.tsx'
import { day } from '../../../../shared/moments.ts'
import { Field, fieldId } from '../../../../shared/ui/Field.tsx'
import { Answered } from '../../../../shared/ui/States.tsx'
import { LinkableNotices, type LinkableNoticesQuery } from '../wizard.gql.ts'
import type { StepProps } from '../WizardPage.tsx'
import { announced, earliestDay } from './draft.ts'
import { words } from './messages.ts'

type Notice = LinkableNoticesQuery['notices']['nodes'][number]

/** A day as a field has it, in words. */
export const useDayInWords = (): ((of: string) => string) => {
  const { language } = useReading()
  return (of) => day(`${of}T04:00:00Z`, language)
}

/** The title, and the two notices that a ballot needs: only published ones, each with the day from which it carries. */
export function NoticesStep({ draft, change, fault, ballot }: StepProps): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(LinkableNotices, { estateId: ballot.estate.id })
  return (
    <>
      <Field label={t.ballotTitle} hint={t.ballotTitleHint} path="title" error={draft.title === '' ? fault('title') : undefined}>
        {(control) => <Input {...control} maxLength={100} value={draft.title} onChange={(event) => change({ title: event.target.value })} />}
      </Field>
      <p>{t.linkHint}</p>
      <Answered asked={asked}>
        {({ notices }) => {
          const of = (kind: Notice['kind']): readonly Notice[] => notices.nodes.filter((one) => one.kind === kind)
          const linked = [notices.nodes.find((one) => one.id === draft.publicityId), notices.nodes.find((one) => one.id === draft.announcementId)]
          return (
            <>
              <NoticeChoice
                path="publicityId" label={t.publicity} notices={of('BALLOT_PUBLICITY')} value={draft.publicityId} error={draft.publicityId === null ? fault('publicityId') : undefined}
                onChange={(publicityId) => change({ publicityId })}
              />
              <NoticeChoice
                path="announcementId" label={t.announcement} notices={of('BALLOT_ANNOUNCEMENT')} value={draft.announcementId} error={draft.announcementId === null ? fault('announcementId') : undefined}
                onChange={(announcementId) => change({ announcementId })}
              />
              <Together linked={linked} />
            </>
          )
        }}
      </Answered>
    </>
  )
}

/** From when the two carry together, and whether they announce the same. */
function Together({ linked }: { linked: readonly (Notice | undefined)[] }): ReactNode {
  const t = useMessages(words)
  const inWords = useDayInWords()
  const [one, other] = linked
  if (!one || !other) return null
  const earliest = earliestDay(linked)
  const common = announced(linked, []).length
  return (
    <div className="now waiting" role="status">
      {earliest !== null && <p>{t.bothEarliest(inWords(earliest))}</p>}
      {(common < one.agenda.length || common < other.agenda.length) && <p><span aria-hidden="true">⚠ </span>{t.differ}</p>}
    </div>
  )
}

interface ChoiceProps {
  readonly path: string
  readonly label: string
  readonly notices: readonly Notice[]
  readonly value: string | null
  readonly error: string | undefined
  readonly onChange: (id: string) => void
}

function NoticeChoice({ path, label, notices, value, error, onChange }: ChoiceProps): ReactNode {
  const t = useMessages(words)
  return (
    <fieldset className={error === undefined ? 'card-choice' : 'card-choice wrong'} id={fieldId(path)} tabIndex={-1}>
      <legend>{label}</legend>
      {error !== undefined && <p className="error"><span aria-hidden="true">✕ </span>{error}</p>}
      {notices.length === 0 && <p>{t.noNotice(label)} <Link to="/notices">{t.writeNotice}</Link></p>}
      {notices.map((notice) => (
        <label key={notice.id} className={notice.id === value ? 'card chosen' : 'card'}>
          <input type="radio" name={path} checked={notice.id === value} onChange={() => onChange(notice.id)} />
          <NoticeInWords notice={notice} />
        </label>
      ))}
    </fieldset>
  )
}

function NoticeInWords({ notice }: { notice: Notice }): ReactNode {
  const t = useMessages(words)
  const term = useMessages(terms)
  const j = useMessages(joints)
  const { language } = useReading()
  const inWords = useDayInWords()
  const earliest = earliestDay([notice])
  return (
    <span className="card-words">
      <strong>{notice.title}</strong>
      {notice.publishedAt !== null && <span className="hint">{t.published(day(notice.publishedAt, language), notice.publisher)}{earliest !== null && ` · ${t.earliest(inWords(earliest))}`}</span>}
      {notice.agenda.length === 0 ? <span className="warning-line">{t.noAgenda}</span> : (
        <span className="hint">{t.agenda}{j.colon}{j.list(notice.agenda.map((one) => `${one.title}${j.aside(term.kinds[one.kind])}`))}</span>
      )}
    </span>
  )
}
