import './photos.css'

import { useState, type ReactNode } from 'react'

import { useMessages } from '../i18n.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { words } from './messages.ts'
import type { ShownPhotos } from './useShownPhotos.ts'

interface Props {
  readonly ids: readonly string[]
  readonly photos: ShownPhotos
  /** The number of the first one, where the page shows several strips. */
  readonly first?: number
}

/** Photos that were fetched, small; pressed, one fills the window. */
export function PhotoStrip({ ids, photos, first = 1 }: Props): ReactNode {
  const t = useMessages(words)
  const [large, setLarge] = useState<number | null>(null)
  const shown = ids.map((id, at) => ({ id, at: first + at, source: photos.fetched?.get(id) })).filter((one) => one.source !== undefined)
  if (shown.length === 0) return null
  const enlarged = shown.find((one) => one.at === large)
  return (
    <>
      <ul className="photo-strip">
        {shown.map(({ id, at, source }) => (
          <li key={id}>
            <button type="button" aria-label={t.enlarge(at)} onClick={() => setLarge(at)}><img className="photo-thumb" src={source} alt="" /></button>
          </li>
        ))}
      </ul>
      {enlarged && (
        <Dialog title={t.photo(enlarged.at)} onClose={() => setLarge(null)}>
          <img className="photo-large" src={enlarged.source} alt={t.photo(enlarged.at)} />
        </Dialog>
      )}
    </>
  )
}
