import type { Client } from '@urql/core'
import { useEffect, useState } from 'react'
import { useClient } from 'urql'

import { perform } from '../../../shared/asking.ts'
import { newTray } from '../../../shared/photos/usePhotos.ts'
import type { Tray } from '../../../shared/photos/tray.ts'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { randomKey } from '../../../shared/randomKey.ts'
import { useUnderway, type Underway } from '../../memory.tsx'
import { RequestReviewPhoto } from './review.gql.ts'

export const PURPOSES = ['IDENTITY_DOCUMENT', 'PROPERTY_DOCUMENT'] as const
export type Purpose = (typeof PURPOSES)[number]

/** The photos that somebody is taking for a unit. They are there again when one comes back to the page. */
export class Draft implements Underway {
  /** One key for what is submitted: when an answer is lost and it is sent again, it is one review. */
  readonly key = randomKey()
  #consent = ''
  readonly trays: Readonly<Record<Purpose, Tray>>

  constructor(client: Client, unitId: string) {
    const tray = (purpose: Purpose): Tray =>
      newTray(() => perform(client, RequestReviewPhoto, { input: { unitId, purpose, consent: this.#consent } }))
    this.trays = { IDENTITY_DOCUMENT: tray('IDENTITY_DOCUMENT'), PROPERTY_DOCUMENT: tray('PROPERTY_DOCUMENT') }
  }

  readonly agreedTo = (version: string): boolean => this.#consent === version

  /** Takes down the version of the text on photos that was agreed to; empty: to none any more. */
  readonly agree = (version: string): void => {
    this.#consent = version
  }

  readonly clear = (): void => PURPOSES.forEach((purpose) => this.trays[purpose].clear())

  readonly isUnsent = (): boolean => PURPOSES.some((purpose) => this.trays[purpose].pictures().length > 0)
}

export function useDraft(unitId: string): readonly [draft: Draft, forget: () => void] {
  const client = useClient()
  return useUnderway(`review:${unitId}`, () => new Draft(client, unitId))
}

/** What is wrong with what was to be submitted, and as it was found; what is about photos goes as soon as something
 * changes there. */
export function useFaults(draft: Draft): readonly [left: readonly Fault[], setFaults: (faults: readonly Fault[]) => void, asFound: readonly Fault[]] {
  const [found, setFound] = useState<readonly Fault[]>([])
  const [left, setLeft] = useState<readonly Fault[]>([])
  useEffect(() => {
    const changed = (): void => setLeft((now) => (now.some(isOfPhotos) ? now.filter((one) => !isOfPhotos(one)) : now))
    const ends = PURPOSES.map((purpose) => draft.trays[purpose].subscribe(changed))
    return () => ends.forEach((end) => end())
  }, [draft])
  const setFaults = (faults: readonly Fault[]): void => {
    setFound(faults)
    setLeft(faults)
  }
  return [left, setFaults, found]
}

const isOfPhotos = ({ path }: Fault): boolean => PURPOSES.some((purpose) => purpose === path)

/** The ids of all photos of a draft once they have arrived, by purpose; null where one did not. */
export async function settled(draft: Draft): Promise<Readonly<Record<Purpose, readonly string[] | null>>> {
  const [identity, property] = await Promise.all(PURPOSES.map((purpose) => draft.trays[purpose].settle()))
  return { IDENTITY_DOCUMENT: identity ?? null, PROPERTY_DOCUMENT: property ?? null }
}
