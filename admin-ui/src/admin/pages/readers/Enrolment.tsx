import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { joints, useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { useSession } from '../../../shared/session.tsx'
import { Dialog } from '../../../shared/ui/Dialog.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Retry } from '../../../shared/ui/States.tsx'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import { Places } from '../system/system.gql.ts'
import { words } from './messages.ts'
import { CreateDevice } from './readers.gql.ts'

/** A code as it is shown once. */
export interface Code {
  readonly name: string
  readonly code: string
  readonly expiresAt: string
}

/** A new reader: its name and street; then its code. */
export function Enrolment({ onClose, onMade }: { onClose: () => void; onMade: (code: Code) => void }): ReactNode {
  const t = useMessages(words).devices
  const { last } = useSession()
  const create = useCommand(CreateDevice)
  const mine = new Set((last?.roles ?? []).filter((one) => one.scopeKind === 'STREET').map((one) => one.scopeKey))
  const asked = useAsk(Places, {})
  const streets = (asked.data?.districts ?? []).flatMap((one) => one.streets).filter((one) => mine.has(one.code))
  const [typed, setTyped] = useState({ streetCode: '', name: '' })
  const streetCode = typed.streetCode || ([...mine][0] ?? '')
  const submit = async (): Promise<void> => {
    const outcome = await create.run({ input: { streetCode, name: typed.name } })
    if (outcome.kind === 'done') onMade({ name: typed.name, code: outcome.value.code, expiresAt: outcome.value.expiresAt })
  }
  return (
    <TypingDialog title={t.addTitle} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <CommandErrors of={create} />
        {mine.size > 1 && asked.trouble && <Retry trouble={asked.trouble} onRetry={asked.again} />}
        <p>{t.addHint}</p>
        {streets.length > 1 && (
          <Field label={t.street} path="streetCode" error={create.fault('streetCode')}>
            {(control) => (
              <select {...control} className="choice-list" value={streetCode} onChange={(event) => setTyped({ ...typed, streetCode: event.target.value })}>
                {streets.map((one) => <option key={one.code} value={one.code}>{one.name}</option>)}
              </select>
            )}
          </Field>
        )}
        <Field label={t.name} hint={t.nameHint} path="name" error={create.fault('name')}>
          {(control) => <Input {...control} value={typed.name} onChange={(event) => setTyped({ ...typed, name: event.target.value })} />}
        </Field>
        <Button type="primary" htmlType="submit" aria-busy={create.busy || undefined}>{t.make}</Button>
      </form>
    </TypingDialog>
  )
}

/** The code, once, with what to do with it. */
export function ShownCode({ code, onClose }: { code: Code; onClose: () => void }): ReactNode {
  const t = useMessages(words).devices
  const j = useMessages(joints)
  const { language } = useReading()
  return (
    <Dialog title={t.codeFor(code.name)} onClose={onClose}>
      <p>{t.code}{j.colon}<strong className="number enrolment-code">{code.code}</strong></p>
      <p>{t.until(instant(code.expiresAt, language))}</p>
      <p>{t.how}</p>
      <pre className="command">{`python -m device_bridge enrol --server ${location.origin}\npython -m device_bridge run`}</pre>
      <Button type="primary" onClick={onClose}>{t.close}</Button>
    </Dialog>
  )
}
