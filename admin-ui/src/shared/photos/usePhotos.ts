import { useEffect, useRef, useState, useSyncExternalStore } from 'react'

import type { Requested } from './requested.ts'
import { shrink } from './shrink.ts'
import { Tray, type Means } from './tray.ts'
import { upload } from './upload.ts'

const MEANS: Omit<Means, 'request'> = {
  shrink: (file) => shrink(file),
  upload,
  show: (photo) => URL.createObjectURL(photo),
  hide: (preview) => URL.revokeObjectURL(preview),
}

/** The photos of a form. `request` asks for a one-time address, once for each photo; give the tray to `PhotoPicker`,
 * and before the form is sent ask `tray.settle()` for the ids. */
export function usePhotos(request: () => Promise<Requested>): Tray {
  const latest = useRef(request)
  useEffect(() => {
    latest.current = request
  })
  const [tray] = useState(() => new Tray(() => ({ ...MEANS, request: () => latest.current() })))
  useEffect(() => () => tray.clear(), [tray])
  return tray
}

/** A tray that outlives its page: whoever makes it clears it. */
export const newTray = (request: () => Promise<Requested>): Tray => new Tray(() => ({ ...MEANS, request }))

/** The photos of a tray, as they are now. */
export const usePictures = (tray: Tray): ReturnType<Tray['pictures']> => useSyncExternalStore(tray.subscribe, tray.pictures)
