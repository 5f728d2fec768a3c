import type { ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
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
  const revoke = useCommand(RevokeDevice)
  const release = useCommand(ReleaseReader)
  const variables = (reason: string): { input: { deviceId: string; reason: string } } => ({ input: { deviceId: device.id, reason } })
  return kind === 'revoke' ? (
    <ReasonDialog title={t.revokeTitle(device.name)} action={t.doRevoke} danger command={revoke} variables={variables} onDone={() => onDone(t.wasRevoked(device.name))} onClose={onClose}>
      <p className="number">{device.samId}</p>
      <p><strong>{t.revokeEffect}</strong></p>
    </ReasonDialog>
  ) : (
    <ReasonDialog title={t.releaseTitle(device.name)} action={t.doRelease} command={release} variables={variables} onDone={() => onDone(t.wasReleased(device.name))} onClose={onClose}>
      <p className="number">{device.samId}</p>
      <p><strong>{t.releaseEffect}</strong></p>
    </ReasonDialog>
  )
}
