import type { Client } from '@urql/core'
import { useCallback, useEffect } from 'react'
import { useClient } from 'urql'

import { perform } from '../../../shared/asking.ts'
import type { Tray } from '../../../shared/photos/tray.ts'
import { newTray } from '../../../shared/photos/usePhotos.ts'
import { useShownPhotos, type ShownPhotos } from '../../../shared/photos/useShownPhotos.ts'
import { useUnderway, type Underway } from '../../memory.tsx'
import { RequestTicketPhoto, ShowTicketPhotos } from './tickets.gql.ts'

/** How many photos there may be with one act. */
export const MOST_PHOTOS = 6

/** The photos of one's own ticket: shown as soon as the page is, and again when there are more. */
export function useTicketPhotos(ticketId: string, ids: readonly string[]): ShownPhotos {
  const client = useClient()
  const ask = useCallback(() => perform(client, ShowTicketPhotos, { input: { ticketId } }), [client, ticketId])
  const photos = useShownPhotos(ask)
  const { show } = photos
  const all = ids.join()
  useEffect(() => {
    if (all !== '') void show()
  }, [all, show])
  return photos
}

/** The photos that somebody is adding to a form. They are there again when one comes back to the page. */
class NewPhotos implements Underway {
  #estateId = ''
  readonly tray: Tray

  constructor(client: Client) {
    this.tray = newTray(() => perform(client, RequestTicketPhoto, { input: { estateId: this.#estateId } }))
  }

  readonly isAbout = (estateId: string): void => {
    this.#estateId = estateId
  }

  readonly clear = (): void => this.tray.clear()

  readonly isUnsent = (): boolean => this.tray.pictures().length > 0
}

/** The photos of the form of this name, which is about something in this estate. */
export function useNewPhotos(name: string, estateId: string): readonly [tray: Tray, forget: () => void] {
  const client = useClient()
  const [photos, forget] = useUnderway(`photos:${name}`, () => new NewPhotos(client))
  // Another unit may be chosen in the form: what is asked for from now on is for its estate.
  useEffect(() => photos.isAbout(estateId), [photos, estateId])
  return [photos.tray, forget]
}
