import './ballots.css'
import './wizard/wizard.css'

import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { joints, useMessages, useTitle } from '../../../shared/i18n.tsx'
import { useSession } from '../../../shared/session.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { SearchableList } from '../../../shared/ui/SearchableList.tsx'
import { Answered, Empty, Retry } from '../../../shared/ui/States.tsx'
import { LeaveDialog, useLeaving } from '../../ui/Leaving.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { useTyped } from '../../ui/useTyped.ts'
import { BallotEstateName } from './ballots.gql.ts'
import { ORGANIZERS } from './rights.ts'
import { CreateBallot, StartableEstates } from './wizard.gql.ts'
import { words } from './wizard/messages.ts'

/** Where a ballot begins: the estate, then the draft. An organizer has one estate, the street chooses among its own. */
export default function NewBallotPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.newTitle)
  const { last } = useSession()
  const [address, change] = useAddress(['estate'] as const)
  const own = last?.roles.find((held) => ORGANIZERS.includes(held.role))?.scopeKey ?? ''
  const estate = address.estate || own
  const [title, setTitle] = useState('')
  return (
    <>
      <h1 tabIndex={-1}>{t.newTitle}</h1>
      <p>{t.newHint}</p>
      {estate === '' ? <ChooseEstate onChoose={(id) => change({ estate: id })} /> : <Begin estateId={estate} title={title} onTitle={setTitle} />}
    </>
  )
}

const SHOWN = 20

function ChooseEstate({ onChoose }: { onChoose: (id: string) => void }): ReactNode {
  const t = useMessages(words)
  const [typed, setTyped, search] = useTyped()
  const asked = useAsk(StartableEstates, { search: search || null, first: SHOWN })
  if (asked.trouble && asked.data === undefined) return <Retry trouble={asked.trouble} onRetry={asked.again} />
  if (asked.data?.estates.totalCount === 0 && typed === '' && search === '') return <Empty title={t.noEstate}><p>{t.noEstateHint}</p></Empty>
  return (
    <SearchableList
      label={t.searchEstate}
      search={typed}
      onSearch={setTyped}
      items={asked.data?.estates.nodes}
      {...(asked.data ? { total: asked.data.estates.totalCount } : {})}
      keyOf={(one) => one.id}
      show={nameOf}
      onChoose={(one) => onChoose(one.id)}
    />
  )
}

const nameOf = (one: { readonly name: string; readonly number: string | null; readonly address: string }): string => [one.name, one.number, one.address].filter(Boolean).join(' · ')

interface BeginProps {
  readonly estateId: string
  readonly title: string
  readonly onTitle: (title: string) => void
}

function Begin({ estateId, title, onTitle }: BeginProps): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const navigate = useNavigate()
  const create = useCommand(CreateBallot)
  const leaving = useLeaving(title !== '')
  const asked = useAsk(BallotEstateName, { id: estateId })
  const submit = async (): Promise<void> => {
    const outcome = await create.run({ input: { estateId, title } })
    if (outcome.kind !== 'done') return
    leaving.saved()
    void navigate(`/ballots/${outcome.value.id}/edit`, { replace: true })
  }
  return (
    <Answered asked={asked}>
      {({ estate }) => estate === null ? <Empty title={t.noEstate}><p>{t.noEstateHint}</p></Empty> : (
        <form
          className="narrow-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <CommandErrors of={create} />
          <p>{t.estate}{j.colon}<strong>{estate.name}</strong></p>
          <Field label={t.ballotTitle} hint={t.ballotTitleHint} path="title" error={create.fault('title')}>
            {(control) => <Input {...control} maxLength={100} value={title} onChange={(event) => onTitle(event.target.value)} />}
          </Field>
          <Button type="primary" htmlType="submit" aria-busy={create.busy || undefined}>{t.begin}</Button>
          <LeaveDialog of={leaving} />
        </form>
      )}
    </Answered>
  )
}
