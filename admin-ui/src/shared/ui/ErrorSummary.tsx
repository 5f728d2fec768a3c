import { useEffect, useRef, useState, type ReactNode } from 'react'

import { faultsOf, type Command } from '../asking.ts'
import { joints, useMessages, useReading } from '../i18n.tsx'
import { sentenceOf, sentenceOfTrouble } from '../problems.ts'
import type { Fault, Refusal } from '../refusals.gql.ts'
import { fieldId } from './Field.tsx'
import { ui } from './messages.ts'

interface Props {
  readonly title: string
  readonly faults?: readonly Fault[]
  /** What it was said about, a new object each time it is said: the answer, the faults as they were found. */
  readonly occasion?: unknown
}

const NO_FAULTS: readonly Fault[] = []

/** What is wrong, on top of a form; each line leads to its field. It takes the focus when it appears and when it is said
 * again, and leaves it alone while a page that goes on (a clock, what somebody types) draws it anew. */
export function ErrorSummary({ title, faults = NO_FAULTS, occasion = title }: Props): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [occasion])
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <p><span aria-hidden="true">✕ </span><strong>{title}</strong></p>
      {faults.length > 0 && (
        <ul>
          {faults.map((one) => <li key={one.path + one.message}><FaultLine fault={one} /></li>)}
        </ul>
      )}
    </div>
  )
}

/** One fault, with the name of its field where the sentence does not say it; what has no field here leads nowhere. */
function FaultLine({ fault }: { fault: Fault }): ReactNode {
  const { colon } = useMessages(joints)
  const [label, setLabel] = useState<string | null>(null)
  useEffect(() => {
    const field = fault.path === '' ? null : document.getElementById(fieldId(fault.path))
    const named = field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement
    setLabel(field === null ? null : (named ? (field.labels?.[0]?.textContent ?? '') : ''))
  }, [fault])
  const go = (): void => document.getElementById(fieldId(fault.path))?.focus()
  if (label === null) return fault.message
  const bare = label.replace(/\s*[（(].*?[）)]|\*/g, '').trim() // without the unit or the hint that stands with it
  const said = label === '' || fault.message.includes(bare) ? fault.message : `${label}${colon}${fault.message}`
  return <button type="button" className="link" onClick={go}>{said}</button>
}

/** The summary of a command's last refusal or trouble; nothing where it went well. */
export function CommandErrors<Result, Variables>({ of }: { of: Command<Result, Variables> }): ReactNode {
  const { language } = useReading()
  if (of.trouble) return <ErrorSummary title={sentenceOfTrouble(of.trouble, language)} occasion={of.trouble} />
  return of.refusal ? <Refused of={of.refusal as unknown as Refusal} /> : null
}

/** The summary of one refusal. */
export function Refused({ of }: { of: Refusal }): ReactNode {
  const { language } = useReading()
  const t = useMessages(ui)
  const faults = faultsOf(of)
  const title = of.__typename === 'InvalidInput' ? t.pleaseCorrect(faults.length) : sentenceOf(of, language)
  return <ErrorSummary title={title} faults={faults} occasion={of} />
}
