import { useEffect, useRef, useState, useSyncExternalStore } from 'react'

import type { Requested } from './requested.ts'
import { shrink } from './shrink.ts'
import { Tray } from './tray.ts'
import { upload } from './upload.ts'

/** The photos of a form. `request` asks for a one-time address, once for each photo; give the tray to `PhotoPicker`,
 * and before the form is sent ask `tray.settle()` for the ids. */
export function usePhotos(request: () => Promise<Requested>): Tray {
  const latest = useRef(request)
  useEffect(() => {
    latest.current = request
  })
  const [tray] = useState(() => new Tray(() => ({
    shrink: (file) => shrink(file),
    request: () => latest.current(),
    upload,
    show: (photo) => URL.createObjectURL(photo),
    hide: (preview) => URL.revokeObjectURL(preview),
  })))
  useEffect(() => () => tray.clear(), [tray])
  return tray
}

/** The photos of a tray, as they are now. */
export const usePictures = (tray: Tray): ReturnType<Tray['pictures']> => useSyncExternalStore(tray.subscribe, tray.pictures)
