import './ballots.css'
import './wizard/wizard.css'

import { Button } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'

import { useAsk, type Asked } from '../../../shared/asking.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { clockTime } from '../../../shared/moments.ts'
import { useSession } from '../../../shared/session.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { fieldId } from '../../../shared/ui/Field.tsx'
import { Answered, Retry, Skeleton } from '../../../shared/ui/States.tsx'
import { LeaveDialog, useLeaving } from '../../ui/Leaving.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { rightsOver } from './rights.ts'
import { BallotDraft, BallotReady, type BallotDraftedFragment, type BallotReadyQuery } from './wizard.gql.ts'
import { AgreementStep } from './wizard/AgreementStep.tsx'
import { CheckStep } from './wizard/CheckStep.tsx'
import { isStep, STEPS, stepOf, type Step } from './wizard/draft.ts'
import { MattersStep } from './wizard/MattersStep.tsx'
import { words } from './wizard/messages.ts'
import { NoticesStep } from './wizard/NoticesStep.tsx'
import { ScopeStep } from './wizard/ScopeStep.tsx'
import { useDraft, type Drafting } from './wizard/useDraft.ts'
import { WindowStep } from './wizard/WindowStep.tsx'

export type Readiness = NonNullable<BallotReadyQuery['ballotReadiness']>

/** What a step is given. */
export interface StepProps extends Drafting {
  readonly ballot: BallotDraftedFragment
  /** As of the last save; undefined until it is known. */
  readonly readiness: Readiness | undefined
  /** How its question stands. */
  readonly ready: Asked<BallotReadyQuery>
  /** What is wrong with a field: what was refused, or what still blocks. */
  readonly fault: (path: string) => string | undefined
  readonly go: (step: Step, path?: string) => void
}

/** The launch wizard: six steps over one draft, saved at each of them. */
export default function WizardPage(): ReactNode {
  const { ballotId = '' } = useParams()
  const { last } = useSession()
  const asked = useAsk(BallotDraft, { id: ballotId })
  return (
    <Answered asked={asked}>
      {({ ballot }) => {
        const editable = ballot !== null && (ballot.state === 'DRAFT' || ballot.state === 'REJECTED') && rightsOver(ballot, last?.roles ?? []).prepare
        return editable ? <Wizard key={ballot.id} ballot={ballot} /> : <NotEditable ballotId={ballotId} />
      }}
    </Answered>
  )
}

function NotEditable({ ballotId }: { ballotId: string }): ReactNode {
  const t = useMessages(words)
  useTitle(t.notEditable)
  return (
    <>
      <h1 tabIndex={-1}>{t.notEditable}</h1>
      <p>{t.notEditableHint}</p>
      <p><Link to={`/ballots/${ballotId}`}>{t.openBallot}</Link></p>
    </>
  )
}

function Wizard({ ballot }: { ballot: BallotDraftedFragment }): ReactNode {
  const t = useMessages(words)
  const [address, change] = useAddress(['step'] as const)
  const step = isStep(address.step) ? address.step : ballot.agreed ? 'notices' : 'agreement'
  const drafting = useDraft(ballot)
  const ready = useAsk(BallotReady, { id: ballot.id })
  const readiness = ready.data?.ballotReadiness ?? undefined
  const focus = useFocusOn(step)
  const name = drafting.draft.title || t.untitled
  useTitle(t.title(name))
  const leaving = useLeaving(drafting.dirty)

  const save = async (): Promise<boolean> => {
    const done = await drafting.save()
    if (done) ready.again()
    return done
  }
  const go = async (to: Step, path?: string): Promise<void> => {
    if (!(await save())) return
    change({ step: to })
    focus(to, path)
  }
  const fault = (path: string): string | undefined => drafting.saving.fault(path) ?? readiness?.blockers.find((one) => one.path === path)?.message
  const props: StepProps = { ...drafting, save, ballot, readiness, ready, fault, go: (to, path) => void go(to, path) }
  const at = STEPS.indexOf(step)
  const previous = STEPS[at - 1]
  const next = STEPS[at + 1]
  // What is still to do stands above the fields: coming later, it would push them away from under a finger.
  if (ready.data === undefined && !ready.trouble) return <Skeleton />
  return (
    <>
      <div className="page-head">
        <h1 tabIndex={-1}>{t.title(name)}</h1>
        <SaveState {...drafting} />
      </div>
      <p className="hint">{ballot.estate.name}</p>
      {ballot.state === 'REJECTED' && ballot.reviewReason !== null && <p className="now bad"><strong>{t.rejected(ballot.reviewReason)}</strong></p>}
      <StepNav step={step} readiness={readiness} draft={drafting} onGo={(to) => void go(to)} />
      {drafting.saving.refusal?.__typename === 'ContentChanged' ? (
        <div className="now bad" role="alert">
          <p>{t.changedElsewhere}</p>
          <Button onClick={() => void drafting.reload().then(ready.again)}>{t.reload}</Button>
        </div>
      ) : <CommandErrors of={drafting.saving} />}
      <section className="step" aria-labelledby="step-title">
        <h2 id="step-title" tabIndex={-1}>{t.steps[step]}</h2>
        {/* The check page says it in its own place. */}
        {step !== 'check' && ready.trouble && <Retry trouble={ready.trouble} onRetry={ready.again} />}
        <ToDo step={step} readiness={readiness} />
        <StepBody step={step} props={props} />
      </section>
      <div className="buttons wizard-end">
        {previous && <Button onClick={() => void go(previous)}>{t.saveAndBack}</Button>}
        <Button aria-busy={drafting.saving.busy || undefined} onClick={() => void save()}>{t.save}</Button>
        {next && <Button type="primary" aria-busy={drafting.saving.busy || undefined} onClick={() => void go(next)}>{t.saveAndNext}</Button>}
      </div>
      <LeaveDialog of={leaving} save={save} />
    </>
  )
}

function StepBody({ step, props }: { step: Step; props: StepProps }): ReactNode {
  switch (step) {
    case 'agreement': return <AgreementStep {...props} />
    case 'notices': return <NoticesStep {...props} />
    case 'matters': return <MattersStep {...props} />
    case 'window': return <WindowStep {...props} />
    case 'scope': return <ScopeStep {...props} />
    case 'check': return <CheckStep {...props} />
  }
}

function SaveState({ dirty, savedAt }: Pick<Drafting, 'dirty' | 'savedAt'>): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  return (
    <p role="status" className="hint">
      {dirty ? <><span aria-hidden="true">● </span>{t.unsaved}</> : savedAt !== null && <><span aria-hidden="true">✓ </span>{t.saved(clockTime(new Date(savedAt).toISOString(), language))}</>}
    </p>
  )
}

interface NavProps {
  readonly step: Step
  readonly readiness: Readiness | undefined
  readonly draft: Drafting
  readonly onGo: (step: Step) => void
}

/** The steps in their order, each with what is still to do there as of the last save. */
function StepNav({ step, readiness, onGo }: NavProps): ReactNode {
  const t = useMessages(words)
  return (
    <nav aria-label={t.stepsLabel}>
      <ol className="steps">
        {STEPS.map((one, at) => {
          const open = readiness?.blockers.filter((blocker) => stepOf(blocker.path) === one).length ?? 0
          const done = readiness !== undefined && open === 0 && one !== 'check'
          return (
            <li key={one}>
              <button type="button" aria-current={one === step ? 'step' : undefined} onClick={() => onGo(one)}>
                <span className="step-name">{at + 1}. {t.steps[one]}</span>
                <span className="step-state">
                  {open > 0 ? <><span aria-hidden="true">◐ </span>{t.toDo(open)}</> : done && <><span aria-hidden="true">✓ </span>{t.stepDone}</>}
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

/** What still blocks on this step and has no field of its own to stand at. */
function ToDo({ step, readiness }: { step: Step; readiness: Readiness | undefined }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const here = readiness?.blockers.filter((one) => stepOf(one.path) === step) ?? []
  if (step === 'check' || here.length === 0) return null
  return (
    <details className="more to-do">
      <summary>{t.hereToDo}{j.aside(here.length)}</summary>
      <ul>{here.map((one) => <li key={one.path + one.message}>{one.message}</li>)}</ul>
    </details>
  )
}

/** After a change of step the focus is on its heading, or on the field that a link led to. */
function useFocusOn(step: Step): (to: Step, path?: string) => void {
  const wanted = useRef<{ readonly step: Step; readonly path: string | undefined } | null>(null)
  const before = useRef(step)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    const next = wanted.current
    // The address may change a moment after it was asked to.
    if (next === null ? before.current === step : next.step !== step) return
    before.current = step
    wanted.current = null
    const field = next?.path === undefined ? null : document.getElementById(fieldId(next.path))
    ;(field ?? document.getElementById('step-title'))?.focus()
  }, [step, asked])
  return (to, path) => {
    wanted.current = { step: to, path }
    setAsked((times) => times + 1)
  }
}
