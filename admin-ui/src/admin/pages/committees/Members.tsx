import { Button } from 'antd'
import type { ReactNode } from 'react'

import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { AccountOf, type AccountActs } from './Accounts.tsx'
import type { Act } from './BodyPage.tsx'
import type { BodyMemberFragment, OrganizerKind } from './committees.gql.ts'
import { words } from './messages.ts'

interface Props {
  readonly kind: OrganizerKind
  readonly members: readonly BodyMemberFragment[]
  readonly mayReveal: boolean
  readonly onAct: (act: Act) => void
}

interface PresentProps extends Props {
  readonly mayChange: boolean
  readonly accounts: AccountActs
  readonly onSaid: (said: string) => void
}

/** Those in the body, masked. A leader and a contact are replaced and never removed: their body could not act. */
export function Present({ kind, members, mayReveal, mayChange, accounts, onAct, onSaid }: PresentProps): ReactNode {
  const t = useMessages(words)
  const acts = {
    title: t.acts,
    key: 'acts',
    render: (_: unknown, one: BodyMemberFragment) => (
      <div className="row-acts">
        {mayReveal && <Button onClick={() => onAct({ kind: 'reveal', member: one })}>{t.body.reveal}</Button>}
        {mayChange && <Button onClick={() => onAct({ kind: 'replace', member: one })}>{t.body.replace}</Button>}
        {mayChange && one.position !== 'LEADER' && one.position !== 'CONTACT' && (
          <Button danger onClick={() => onAct({ kind: 'remove', member: one })}>{t.body.remove}</Button>
        )}
      </div>
    ),
  }
  return (
    <DataTable<BodyMemberFragment>
      label={t.body.list}
      rows={members}
      columns={[
        { title: t.body.name, key: 'name', render: (_, one) => <Named kind={kind} member={one} /> },
        { title: t.body.contact, key: 'phone', render: (_, one) => <span className="number">{one.maskedPhone}</span> },
        { title: t.account.title, key: 'account', render: (_, one) => <AccountOf member={one} acts={accounts} may={mayChange} onSaid={onSaid} /> },
        { title: t.body.document, key: 'document', render: (_, one) => <span className="number">{one.maskedDocument ?? t.body.none}</span> },
        { title: t.body.person, key: 'person', render: (_, one) => <SexAndAge of={one} /> },
        { title: t.body.home, key: 'home', render: (_, one) => <span className="two-lines"><span>{one.employer ?? t.body.none}</span><span className="quiet">{one.maskedAddress ?? ''}</span></span> },
        ...(mayReveal || mayChange ? [acts] : []),
      ]}
    />
  )
}

/** Those who have left, when and why. */
export function Former({ kind, members, mayReveal, onAct }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <section className="former">
      <h2>{t.body.former}</h2>
      <DataTable<BodyMemberFragment>
        label={t.body.former}
        rows={members}
        columns={[
          { title: t.body.name, key: 'name', render: (_, one) => <Named kind={kind} member={one} /> },
          { title: t.body.left, key: 'left', render: (_, one) => (one.leftAt === null ? t.body.none : day(one.leftAt, language)) },
          { title: t.body.why, key: 'why', render: (_, one) => one.leftReason ?? t.body.none },
          ...(mayReveal
            ? [{ title: t.acts, key: 'acts', render: (_: unknown, one: BodyMemberFragment) => <Button onClick={() => onAct({ kind: 'reveal', member: one })}>{t.body.reveal}</Button> }]
            : []),
        ]}
      />
    </section>
  )
}

function Named({ kind, member }: { kind: OrganizerKind; member: BodyMemberFragment }): ReactNode {
  const t = useMessages(words).person
  const position = kind === 'PROPERTY_COMPANY' && member.position === 'MEMBER' ? t.ofCompany : t.positions[member.position]
  return <span className="two-lines"><strong>{member.maskedName}</strong><span className="quiet">{position}</span></span>
}

function SexAndAge({ of }: { of: BodyMemberFragment }): ReactNode {
  const t = useMessages(words)
  const told = [of.sex === 'NOT_STATED' ? null : t.person.sexes[of.sex], of.age === null ? null : t.body.years(of.age)].filter(Boolean)
  return told.length === 0 ? t.body.none : told.join(' ')
}
