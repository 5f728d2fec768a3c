import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useLocation, useParams } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { AccountErrors, useAccountActs } from './Accounts.tsx'
import { Size } from './BodiesPage.tsx'
import { BodyState, useTermOf } from './BodyState.tsx'
import './committees.css'
import { OneBody, type BodyMemberFragment, type OrganizerKind } from './committees.gql.ts'
import { useMay } from './may.ts'
import { Add, Replace } from './MemberDialogs.tsx'
import { Former, Present } from './Members.tsx'
import { words } from './messages.ts'
import { Dissolve, MoveTerm, Remove, type BodyWithPeople } from './ReasonDialogs.tsx'
import { FactLine, Reveal } from './Reveal.tsx'

/** What can be done on the page of a body: with the body, or with one of its members. */
export type Act =
  | { readonly kind: 'add' | 'dissolve' | 'changeTerm' }
  | { readonly kind: 'replace' | 'remove' | 'reveal'; readonly member: BodyMemberFragment }

const LISTS: Record<OrganizerKind, string> = {
  PREPARATORY_GROUP: '/preparatory-groups', COMMITTEE: '/committees', PROPERTY_COMPANY: '/property-companies', STREET: '/committees',
}

/** A body with its term and its people (成员管理). */
export default function BodyPage(): ReactNode {
  const t = useMessages(words).body
  useTitle(t.title)
  const { bodyId = '' } = useParams()
  const asked = useAsk(OneBody, { id: bodyId })
  // What the page before has done, such as setting this body up, is said here.
  const before = useLocation().state as { readonly said?: string } | null
  const [said, setSaid] = useState(before?.said ?? '')
  const [act, setAct] = useState<Act>()
  const finish = (words: string): void => {
    setAct(undefined)
    setSaid(words)
    asked.again()
  }
  return (
    <Answered asked={asked}>
      {({ organizer }) =>
        organizer === null ? (
          <>
            <h1 tabIndex={-1}>{t.missing}</h1>
            <p>{t.missingHint}</p>
            <p><Link to="/committees">{t.back.COMMITTEE}</Link></p>
          </>
        ) : (
          <>
            <p><Link to={LISTS[organizer.kind]}>← {t.back[organizer.kind]}</Link></p>
            <h1 tabIndex={-1}>{organizer.name}</h1>
            <p role="status" className={said === '' ? '' : 'said'}>{said}</p>
            <Facts body={organizer} onAct={setAct} />
            <People body={organizer} onAct={setAct} onSaid={finish} />
            {act && <ActDialog act={act} body={organizer} onClose={() => setAct(undefined)} onDone={finish} />}
          </>
        )
      }
    </Answered>
  )
}

interface ActDialogProps {
  readonly act: Act
  readonly body: BodyWithPeople
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

function ActDialog({ act, body, onClose, onDone }: ActDialogProps): ReactNode {
  switch (act.kind) {
    case 'add': return <Add body={body} onClose={onClose} onDone={onDone} />
    case 'dissolve': return <Dissolve body={body} onClose={onClose} onDone={onDone} />
    case 'changeTerm': return <MoveTerm body={body} onClose={onClose} onDone={onDone} />
    case 'replace': return <Replace body={body} member={act.member} onClose={onClose} onDone={onDone} />
    case 'remove': return <Remove body={body} member={act.member} onClose={onClose} onDone={onDone} />
    case 'reveal': return <Reveal member={act.member} onClose={onClose} onOver={onDone} />
  }
}

function Facts({ body, onAct }: { body: BodyWithPeople; onAct: (act: Act) => void }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { manage } = useMay()
  const termOf = useTermOf()
  const company = body.kind === 'PROPERTY_COMPANY'
  return (
    <section className="body-facts" aria-label={t.body.facts}>
      <dl className="facts">
        <FactLine name={t.estate}>{body.estate.name}</FactLine>
        {body.kind !== 'PREPARATORY_GROUP' && <FactLine name={company ? t.companyCode : t.code}><span className="number">{body.code ?? t.noCode}</span></FactLine>}
        <FactLine name={t.term}>{termOf(body)}</FactLine>
        <FactLine name={t.state}>
          <BodyState state={body.state} />{body.endedAt !== null && ` ${t.endedOn(day(body.endedAt, language))}`}
        </FactLine>
        {body.kind === 'COMMITTEE' && <FactLine name={t.size}><Size of={body} /><span className="quiet">{t.alternatesApart}</span></FactLine>}
      </dl>
      {manage && body.state !== 'DISSOLVED' && (
        <div className="row-acts">
          <Button onClick={() => onAct({ kind: 'changeTerm' })}>{t.body.changeTerm}</Button>
          <Button danger onClick={() => onAct({ kind: 'dissolve' })}>{t.body.dissolve}</Button>
        </div>
      )}
    </section>
  )
}

interface PeopleProps {
  readonly body: BodyWithPeople
  readonly onAct: (act: Act) => void
  readonly onSaid: (said: string) => void
}

function People({ body, onAct, onSaid }: PeopleProps): ReactNode {
  const t = useMessages(words).body
  const { manage, reveal } = useMay()
  const acts = useAccountActs()
  const present = body.members.filter((one) => one.leftAt === null)
  const former = body.members.filter((one) => one.leftAt !== null)
  const inOffice = body.state === 'ACTIVE'
  const mayAdd = manage && inOffice && body.kind !== 'PREPARATORY_GROUP'
  const unseen = body.members.length === 0 && body.memberCount > 0
  return (
    <section>
      <div className="body-heading">
        <h2>{t.people}</h2>
        {mayAdd && <Button type="primary" onClick={() => onAct({ kind: 'add' })}>{t.add}</Button>}
      </div>
      {manage && body.state === 'EXPIRED' && <p className="warned"><span aria-hidden="true">⚠ </span>{t.over}</p>}
      <AccountErrors acts={acts} />
      {unseen && <p>{t.unseen}</p>}
      {!unseen && present.length === 0 && <Empty title={t.noPeople}>{mayAdd && <p>{t.noPeopleHint}</p>}</Empty>}
      {present.length > 0 && (
        <>
          <p>{t.count(present.length)}</p>
          <Present
            kind={body.kind}
            members={present}
            mayReveal={reveal}
            mayChange={manage && inOffice}
            accounts={acts}
            onAct={onAct}
            onSaid={onSaid}
          />
        </>
      )}
      {former.length > 0 && <Former kind={body.kind} members={former} mayReveal={reveal} onAct={onAct} />}
    </section>
  )
}
