import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { useSession, type Person } from '../../../shared/session.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Retry } from '../../../shared/ui/States.tsx'
import { roleNames } from '../../ui/roles.ts'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import { words } from './messages.ts'
import { CreateStaffAccount, Places, type AppointmentsQuery, type PlacesQuery } from './system.gql.ts'

const DOCUMENTS = ['ID_CARD', 'RESIDENCE_PERMIT', 'PERMANENT_RESIDENCE', 'PASSPORT', 'OFFICER_CARD', 'OTHER'] as const
type Kind = (typeof DOCUMENTS)[number]

interface Props {
  readonly appointments: AppointmentsQuery['appointments']
  readonly onClose: () => void
  readonly onMade: (login: string) => void
}

/** Whom to give which role, and over what. */
export function NewAccount({ appointments, onClose, onMade }: Props): ReactNode {
  const t = useMessages(words)
  const roles = useMessages(roleNames)
  const { last } = useSession()
  const asked = useAsk(Places, {})
  const places = asked.data?.districts ?? []
  const create = useCommand(CreateStaffAccount)
  const [chosen, setChosen] = useState(appointments[0])
  const [typed, setTyped] = useState({ scopeKey: '', name: '', phone: '', documentKind: 'ID_CARD' as Kind, documentNumber: '' })
  if (chosen === undefined || !last) return null
  const scopes = scopesFor(chosen.scopeKind, last, places, t.accounts.city)
  const scopeKey = scopes.some((one) => one.value === typed.scopeKey) ? typed.scopeKey : (scopes[0]?.value ?? '')
  const submit = async (): Promise<void> => {
    const { name, phone, documentKind, documentNumber } = typed
    const document = chosen.needsDocument ? { documentKind, documentNumber } : {}
    const outcome = await create.run({ input: { name, phone, ...document, scopeKey, role: chosen.role, scopeKind: chosen.scopeKind } })
    if (outcome.kind === 'done') onMade(outcome.value.login)
  }
  return (
    <TypingDialog title={t.accounts.addTitle} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <CommandErrors of={create} />
        {asked.trouble && <Retry trouble={asked.trouble} onRetry={asked.again} />}
        <p>{t.accounts.addHint}</p>
        <Field label={t.accounts.role} path="role" error={create.fault('role')}>
          {(control) => (
            <select
              {...control}
              className="choice-list"
              value={chosen.role}
              onChange={(event) => setChosen(appointments.find((one) => one.role === event.target.value))}
            >
              {appointments.map((one) => <option key={one.role} value={one.role}>{roles[one.role]}</option>)}
            </select>
          )}
        </Field>
        <Field label={t.accounts.scope} path="scopeKey" error={create.fault('scopeKey')}>
          {(control) => (
            <select {...control} className="choice-list" value={scopeKey} onChange={(event) => setTyped({ ...typed, scopeKey: event.target.value })}>
              {scopes.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
            </select>
          )}
        </Field>
        <Field label={t.accounts.name} path="name" error={create.fault('name')}>
          {(control) => <Input {...control} autoComplete="off" value={typed.name} onChange={(event) => setTyped({ ...typed, name: event.target.value })} />}
        </Field>
        <Field label={t.accounts.phone} path="phone" error={create.fault('phone')}>
          {(control) => (
            <Input {...control} inputMode="tel" autoComplete="off" value={typed.phone} onChange={(event) => setTyped({ ...typed, phone: event.target.value })} />
          )}
        </Field>
        {chosen.needsDocument && (
          <>
            <Field label={t.accounts.documentKind} path="documentKind" error={create.fault('documentKind')}>
              {(control) => (
                <select {...control} className="choice-list" value={typed.documentKind} onChange={(event) => setTyped({ ...typed, documentKind: event.target.value as Kind })}>
                  {DOCUMENTS.map((kind) => <option key={kind} value={kind}>{t.accounts.documents[kind]}</option>)}
                </select>
              )}
            </Field>
            <Field label={t.accounts.documentNumber} path="documentNumber" hint={t.accounts.documentUse} error={create.fault('documentNumber')}>
              {(control) => <Input {...control} autoComplete="off" value={typed.documentNumber} onChange={(event) => setTyped({ ...typed, documentNumber: event.target.value })} />}
            </Field>
          </>
        )}
        <Button type="primary" htmlType="submit" aria-busy={create.busy || undefined}>{t.accounts.create}</Button>
      </form>
    </TypingDialog>
  )
}

interface Scope {
  readonly value: string
  readonly label: string
}

/** The scopes of a kind that lie within those where the person has a role; the API decides in the end. */
export function scopesFor(kind: string, person: Pick<Person, 'roles'>, places: PlacesQuery['districts'], city: string): readonly Scope[] {
  const held = (of: string): readonly string[] => person.roles.filter((one) => one.scopeKind === of).map((one) => one.scopeKey)
  const everywhere = held('CITY').length > 0
  const districts = places.filter((one) => everywhere || held('DISTRICT').includes(one.code))
  if (kind === 'CITY') return everywhere ? [{ value: '', label: city }] : []
  if (kind === 'DISTRICT') return districts.map((one) => ({ value: one.code, label: one.name }))
  return places.flatMap((district) =>
    district.streets
      .filter((street) => districts.includes(district) || held('STREET').includes(street.code))
      .map((street) => ({ value: street.code, label: `${district.name} ${street.name}` })),
  )
}
