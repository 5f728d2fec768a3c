import { useCallback, useEffect } from 'react'
import { useClient } from 'urql'

import { perform } from '../../../shared/asking.ts'
import { usePhotos } from '../../../shared/photos/usePhotos.ts'
import { useShownPhotos, type ShownPhotos } from '../../../shared/photos/useShownPhotos.ts'
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

/** The photos that are being added to a form about something in this estate. */
export function useNewPhotos(estateId: string): ReturnType<typeof usePhotos> {
  const client = useClient()
  return usePhotos(() => perform(client, RequestTicketPhoto, { input: { estateId } }))
}
