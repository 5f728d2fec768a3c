import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Dialog } from '../../../shared/ui/Dialog.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { words } from './messages.ts'
import type { Device } from './ReadersPage.tsx'
import { ReleaseReader, RevokeDevice } from './readers.gql.ts'

interface Props {
  readonly kind: 'revoke' | 'release'
  readonly device: Device
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

/** Revoking a reader, or letting it be changed for another: which, with what effect, and why. */
export function ChangeReader({ kind, device, onClose, onDone }: Props): ReactNode {
  const t = useMessages(words).devices
  const [reason, setReason] = useState('')
  const revoking = kind === 'revoke'
  const revoke = useCommand(RevokeDevice)
  const release = useCommand(ReleaseReader)
  const command = revoking ? revoke : release
  const submit = async (): Promise<void> => {
    const outcome = await command.run({ input: { deviceId: device.id, reason } })
    if (outcome.kind === 'done') onDone((revoking ? t.wasRevoked : t.wasReleased)(device.name))
  }
  return (
    <Dialog title={(revoking ? t.revokeTitle : t.releaseTitle)(device.name)} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {revoking ? <CommandErrors of={revoke} /> : <CommandErrors of={release} />}
        <p className="number">{device.samId}</p>
        <p><strong>{revoking ? t.revokeEffect : t.releaseEffect}</strong></p>
        <Field label={t.reason} path="reason" error={command.fault('reason')}>
          {(control) => <Input.TextArea {...control} rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <Button type="primary" danger={revoking} htmlType="submit" aria-busy={command.busy || undefined}>{revoking ? t.doRevoke : t.doRelease}</Button>
      </form>
    </Dialog>
  )
}
