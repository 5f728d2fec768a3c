import { useId, type ReactNode } from 'react'

interface Control {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface Props {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** What is wrong with it, from the refusal (`command.fault('name')`). */
  readonly error?: string | undefined
  /** The path in the input; the summary's links lead to the field by it. */
  readonly path?: string
  readonly children: (control: Control) => ReactNode
}

/** The id of the field with a path, for the summary of errors. */
export const fieldId = (path: string): string => `field-${path.replaceAll('.', '-')}`

/** A control with its label, hint and error, tied together for whoever does not see them. */
export function Field({ label, hint, error, path, children }: Props): ReactNode {
  const made = useId()
  const id = path === undefined ? made : fieldId(path)
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={error === undefined ? 'field' : 'field wrong'}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {error !== undefined && <p className="error" id={`${id}-error`}><span aria-hidden="true">✕ </span>{error}</p>}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error === undefined ? undefined : true })}
    </div>
  )
}
