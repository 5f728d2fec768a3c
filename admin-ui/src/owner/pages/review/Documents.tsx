import type { ReactNode } from 'react'

import { useMessages } from '../../../shared/i18n.tsx'
import { PhotoPicker } from '../../../shared/photos/PhotoPicker.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { PURPOSES, type Draft } from './draft.ts'
import { words } from './messages.ts'

const MOST_OF_EACH = 6

/** The two documents, each with its own photos. */
export function Documents({ draft, faults }: { draft: Draft; faults: readonly Fault[] }): ReactNode {
  const t = useMessages(words)
  return (
    <>
      <ul className="plain">{t.tips.map((tip) => <li key={tip}>{tip}</li>)}</ul>
      {PURPOSES.map((purpose) => (
        <PhotoPicker
          key={purpose}
          tray={draft.trays[purpose]}
          label={t.purposes[purpose]}
          hint={t.purposeHints[purpose]}
          most={MOST_OF_EACH}
          path={purpose}
          error={faults.find((one) => one.path === purpose)?.message}
        />
      ))}
    </>
  )
}
