import type { ReactNode } from 'react'

import { messages, useMessages, useReading } from '../../shared/i18n.tsx'
import { fieldId } from '../../shared/ui/Field.tsx'

const words = messages({ version: (version: string) => `版本 ${version}` }, { version: (version) => `Version ${version}` })

interface Props {
  readonly title: string
  readonly text: { readonly version: string; readonly zh: string; readonly en: string }
  /** What one agrees to by ticking it. */
  readonly label: string
  readonly agreed: boolean
  readonly onAgreed: (agreed: boolean) => void
  readonly error: string | undefined
}

/** What is done with personal data, in its version, and a box for each use of it that nobody ticks but the owner. */
export function Consent({ title, text, label, agreed, onAgreed, error }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const id = fieldId('consent')
  return (
    <section className={error === undefined ? 'consent field' : 'consent field wrong'} aria-labelledby="consent-title">
      <h2 id="consent-title">{title}</h2>
      <p>{text[language]}</p>
      <p className="hint">{t.version(text.version)}</p>
      {error !== undefined && <p className="error" id={`${id}-error`}><span aria-hidden="true">✕ </span>{error}</p>}
      <label className={agreed ? 'pick picked' : 'pick'} htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={agreed}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          aria-invalid={error === undefined ? undefined : true}
          onChange={(event) => onAgreed(event.target.checked)}
        />
        <span className="label">{label}</span>
      </label>
    </section>
  )
}
