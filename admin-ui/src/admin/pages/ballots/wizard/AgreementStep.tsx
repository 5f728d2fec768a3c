import type { ReactNode } from 'react'

import { useMessages } from '../../../../shared/i18n.tsx'
import { fieldId } from '../../../../shared/ui/Field.tsx'
import type { StepProps } from '../WizardPage.tsx'
import { words } from './messages.ts'

/** The rules of voting, and the agreement to them (勾选我同意). */
export function AgreementStep({ draft, change, fault }: StepProps): ReactNode {
  const t = useMessages(words)
  const wrong = fault('agreed')
  return (
    <>
      <h3>{t.rules}</h3>
      <ol className="rules">{t.ruleList.map((rule) => <li key={rule}>{rule}</li>)}</ol>
      <label className="tick">
        <input
          type="checkbox"
          id={fieldId('agreed')}
          checked={draft.agreed}
          aria-invalid={(!draft.agreed && wrong !== undefined) || undefined}
          onChange={(event) => change({ agreed: event.target.checked })}
        />
        <strong>{t.agree}</strong>
      </label>
    </>
  )
}
