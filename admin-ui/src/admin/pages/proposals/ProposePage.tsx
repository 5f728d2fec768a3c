import '../../ui/parts.css'

import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { useSession } from '../../../shared/session.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { LeaveDialog, useLeaving } from '../../ui/Leaving.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { words } from './messages.ts'
import { Proposals, ProposeEstate } from './proposals.gql.ts'
import { ProposalsTable } from './ProposalsTable.tsx'

const EMPTY = { name: '', address: '', reason: '' }

/** 新增项目: a street proposes an estate that is missing, and sees what became of its proposals. */
export default function ProposePage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.proposeTitle)
  const [address, change] = useAddress(['after', 'rejected'] as const)
  const waiting = useAsk(Proposals, { status: 'PROPOSED', first: PAGE_SIZE, after: address.after || null })
  const rejected = useAsk(Proposals, { status: 'REJECTED', first: PAGE_SIZE, after: address.rejected || null })
  return (
    <>
      <h1 tabIndex={-1}>{t.proposeTitle}</h1>
      <p>{t.lead}</p>
      <ProposeForm onProposed={waiting.again} />
      <h2>{t.mine}</h2>
      <p className="hint">{t.acceptedHint}</p>
      <h3>{t.waiting}</h3>
      <Answered asked={waiting}>
        {({ estates }) => estates.totalCount === 0 ? <p>{t.none}</p> : (
          <>
            <ProposalsTable label={t.list} estates={estates.nodes} waiting={waiting.waiting} acts={null} />
            <Paging page={estates.pageInfo} after={address.after} onPage={(after) => change({ after })} />
          </>
        )}
      </Answered>
      <h3>{t.rejected}</h3>
      <Answered asked={rejected}>
        {({ estates }) => estates.totalCount === 0 ? <p>{t.noneRejected}</p> : (
          <>
            <ProposalsTable label={t.listRejected} estates={estates.nodes} waiting={rejected.waiting} acts={null} />
            <Paging page={estates.pageInfo} after={address.rejected} onPage={(after) => change({ rejected: after })} />
          </>
        )}
      </Answered>
    </>
  )
}

function ProposeForm({ onProposed }: { onProposed: () => void }): ReactNode {
  const t = useMessages(words)
  const { last } = useSession()
  const streets = (last?.roles ?? []).filter((one) => one.role === 'STREET_CLERK' && one.scopeKind === 'STREET')
  const propose = useCommand(ProposeEstate)
  const [streetCode, setStreetCode] = useState(streets[0]?.scopeKey ?? '')
  const [typed, setTyped] = useState(EMPTY)
  const [done, setDone] = useState('')
  const leaving = useLeaving(Object.values(typed).some((one) => one !== ''))
  const submit = async (): Promise<void> => {
    setDone('')
    const outcome = await propose.run({ input: { streetCode, ...typed } })
    if (outcome.kind !== 'done') return
    setTyped(EMPTY)
    setDone(t.proposed(outcome.value.estate.name))
    onProposed()
  }
  return (
    <form
      className="sheet"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <CommandErrors of={propose} />
      <p role="status">{done}</p>
      <Field label={t.street} path="streetCode" error={propose.fault('streetCode')}>
        {(control) => (
          <select {...control} value={streetCode} onChange={(event) => setStreetCode(event.target.value)}>
            {streets.map((one) => <option key={one.scopeKey} value={one.scopeKey}>{one.scopeName}</option>)}
          </select>
        )}
      </Field>
      <Field label={t.name} hint={t.nameHint} path="name" error={propose.fault('name')}>
        {(control) => <input {...control} autoComplete="off" value={typed.name} onChange={(event) => setTyped({ ...typed, name: event.target.value })} />}
      </Field>
      <Field label={t.address} hint={t.addressHint} path="address" error={propose.fault('address')}>
        {(control) => <input {...control} autoComplete="off" value={typed.address} onChange={(event) => setTyped({ ...typed, address: event.target.value })} />}
      </Field>
      <Field label={t.reason} hint={t.reasonHint} path="reason" error={propose.fault('reason')}>
        {(control) => <textarea {...control} rows={2} maxLength={500} value={typed.reason} onChange={(event) => setTyped({ ...typed, reason: event.target.value })} />}
      </Field>
      <div className="act-row"><Button type="submit" look="primary" busy={propose.busy}>{t.propose}</Button></div>
      <LeaveDialog of={leaving} />
    </form>
  )
}
