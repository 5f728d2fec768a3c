import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'

import { useAsk, useCommand } from '../../../../shared/asking.ts'
import { joints, useMessages } from '../../../../shared/i18n.tsx'
import { CommandErrors } from '../../../../shared/ui/ErrorSummary.tsx'
import { Empty, Retry, Skeleton } from '../../../../shared/ui/States.tsx'
import { CheckSheet } from '../CheckSheet.tsx'
import { BallotPage, type BallotShownFragment } from '../ballot.gql.ts'
import { SubmitBallot } from '../wizard.gql.ts'
import type { Readiness, StepProps } from '../WizardPage.tsx'
import { stepOf, type Step } from './draft.ts'
import { words } from './messages.ts'

/** The last look before the street's: everything in figures, every blocker with a link that mends it, and the submission. */
export function CheckStep({ ballot, ready, dirty, save, saving, go }: StepProps): ReactNode {
  const t = useMessages(words)
  // What is checked is what is saved.
  const saved = useAsk(BallotPage, { id: ballot.id })
  if (dirty) {
    return (
      <div className="now waiting">
        <p><span aria-hidden="true">⚠ </span>{t.checkSaved}</p>
        <div className="buttons"><Button type="primary" aria-busy={saving.busy || undefined} onClick={() => void save()}>{t.saveToCheck}</Button></div>
      </div>
    )
  }
  const trouble = ready.trouble ?? saved.trouble
  const again = (): void => {
    ready.again()
    saved.again()
  }
  const readiness = ready.data?.ballotReadiness
  const shown = saved.data?.ballot
  return (
    <>
      {trouble && <Retry trouble={trouble} onRetry={again} />}
      {readiness && shown ? <Checked ballot={shown} readiness={readiness} go={go} />
        : readiness === null || shown === null ? <Empty title={t.notEditable}><p>{t.notEditableHint}</p></Empty>
          : !trouble && <Skeleton />}
    </>
  )
}

interface CheckedProps extends Pick<StepProps, 'go'> {
  readonly ballot: BallotShownFragment
  readonly readiness: Readiness
}

function Checked({ ballot, readiness, go }: CheckedProps): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const navigate = useNavigate()
  const submit = useCommand(SubmitBallot)
  const run = async (): Promise<void> => {
    const outcome = await submit.run({ input: { ballotId: ballot.id } })
    if (outcome.kind === 'done') void navigate(`/ballots/${ballot.id}`)
  }
  return (
    <>
      <p>{t.checkTitle}{j.stop}{t.checkHint}</p>
      <CommandErrors of={submit} />
      <Blockers readiness={readiness} onGo={go} />
      <Warnings readiness={readiness} onGo={go} />
      <CheckSheet ballot={ballot} readiness={readiness} />
      {readiness.blockers.length > 0 ? <p className="hint">{t.submitBlocked}</p> : (
        <Button type="primary" size="large" aria-busy={submit.busy || undefined} onClick={() => void run()}>{t.submit}</Button>
      )}
    </>
  )
}

function Blockers({ readiness, onGo }: { readiness: Readiness; onGo: (step: Step, path?: string) => void }): ReactNode {
  const t = useMessages(words)
  if (readiness.blockers.length === 0) return <p className="now good" role="status"><span><span aria-hidden="true">✓ </span>{t.ready}</span></p>
  return (
    <section className="now bad" aria-labelledby="blockers">
      <h3 id="blockers">{t.blockers(readiness.blockers.length)}</h3>
      <Faults faults={readiness.blockers} onGo={onGo} />
    </section>
  )
}

function Warnings({ readiness, onGo }: { readiness: Readiness; onGo: (step: Step, path?: string) => void }): ReactNode {
  const t = useMessages(words)
  if (readiness.warnings.length === 0) return null
  return (
    <section className="now waiting" aria-labelledby="warnings">
      <h3 id="warnings">{t.warnings(readiness.warnings.length)}</h3>
      <Faults faults={readiness.warnings} onGo={onGo} />
    </section>
  )
}

function Faults({ faults, onGo }: { faults: Readiness['blockers']; onGo: (step: Step, path?: string) => void }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  return (
    <ul>
      {faults.map((one) => {
        const step = stepOf(one.path)
        return (
          <li key={one.path + one.message}>
            {one.message}{' '}
            {step !== null && <button type="button" className="link" aria-label={`${t.mend}${j.colon}${one.message}`} onClick={() => onGo(step, one.path)}>{t.mend}{j.aside(t.steps[step])}</button>}
          </li>
        )
      })}
    </ul>
  )
}
