import '../../ui/parts.css'

import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { useAllowed } from '../../ui/allowed.ts'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { words } from './messages.ts'
import { DecideEstate, Proposals } from './proposals.gql.ts'
import { ProposalsTable, type Proposal } from './ProposalsTable.tsx'

/** 项目受理: the district accepts a proposed estate under its project number, or turns it down with a reason. */
export default function DecidePage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.decideTitle)
  const { decideEstate } = useAllowed()
  const [address, change] = useAddress(['after'] as const)
  const asked = useAsk(Proposals, { status: 'PROPOSED', first: PAGE_SIZE, after: address.after || null })
  const [deciding, setDeciding] = useState<{ readonly estate: Proposal; readonly accepted: boolean } | null>(null)
  const [done, setDone] = useState('')
  const acts = (estate: Proposal): ReactNode => (
    <span className="row-acts">
      <Button look="link" aria-label={t.acceptOf(estate.name)} onClick={() => setDeciding({ estate, accepted: true })}>{t.accept}</Button>
      <Button look="link" aria-label={t.rejectOf(estate.name)} onClick={() => setDeciding({ estate, accepted: false })}>{t.reject}</Button>
    </span>
  )
  return (
    <>
      <h1 tabIndex={-1}>{t.decideTitle}</h1>
      <p>{t.decideLead}</p>
      <p role="status">{done}</p>
      <Answered asked={asked}>
        {({ estates }) => estates.totalCount === 0 ? <Empty title={t.none} /> : (
          <>
            <p>{t.total(estates.totalCount)}</p>
            <ProposalsTable label={t.list} estates={estates.nodes} waiting={asked.waiting} acts={decideEstate ? acts : null} />
            <Paging page={estates.pageInfo} after={address.after} onPage={(after) => change({ after })} />
          </>
        )}
      </Answered>
      {deciding && (
        <Decision
          {...deciding}
          onClose={() => setDeciding(null)}
          onDone={(said) => {
            setDeciding(null)
            setDone(said)
            asked.again()
          }}
        />
      )}
    </>
  )
}

interface DecisionProps {
  readonly estate: Proposal
  readonly accepted: boolean
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

function Decision({ estate, accepted, onClose, onDone }: DecisionProps): ReactNode {
  const t = useMessages(words)
  const decide = useCommand(DecideEstate)
  const [number, setNumber] = useState('')
  return (
    <ReasonDialog
      title={accepted ? t.acceptTitle(estate.name) : t.rejectTitle(estate.name)}
      action={accepted ? t.accept : t.reject}
      danger={!accepted}
      command={decide}
      withReason={!accepted}
      variables={(reason) => ({ input: { estateId: estate.id, accepted, number: accepted ? number.trim() : null, reason: accepted ? null : reason } })}
      onDone={(value) => onDone(accepted ? t.accepted(value.estate.name, value.estate.number ?? '') : t.turnedDown(value.estate.name))}
      onClose={onClose}
    >
      <p><strong>{accepted ? t.acceptEffect : t.rejectEffect}</strong></p>
      {accepted && (
        <Field label={t.number} hint={t.numberHint(estate.street.code)} path="number" error={decide.fault('number')}>
          {(control) => <input {...control} autoComplete="off" value={number} onChange={(event) => setNumber(event.target.value)} />}
        </Field>
      )}
    </ReasonDialog>
  )
}
