import { languageInUse } from '../i18n.tsx'

/** How sending a photo came out. `refused`: this photo will not be taken, whoever sends it again; `failed`: try again. */
export type Uploaded =
  | { readonly kind: 'sent'; readonly photoId: string }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'failed'; readonly sentence: string | null }

const LONGEST_WAIT = 120_000
const REFUSED = new Set([413, 415, 422])

/** Sends a photo to its one-time address. `onPart` hears how much of it is on its way (0 to 1), which `fetch` does not
 * tell; the server's sentences come in the reader's language. */
export function upload(photo: Blob, address: string, onPart: (part: number) => void, signal: AbortSignal): Promise<Uploaded> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const failed = (): void => resolve({ kind: 'failed', sentence: null })
    request.open('POST', address)
    request.timeout = LONGEST_WAIT
    request.setRequestHeader('X-Gongjue', '1')
    request.setRequestHeader('Accept-Language', languageInUse())
    request.setRequestHeader('Content-Type', 'image/jpeg')
    request.upload.addEventListener('progress', ({ loaded, total }) => onPart(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => resolve(answered(request.status, request.responseText)))
    for (const end of ['error', 'timeout', 'abort']) request.addEventListener(end, failed)
    signal.addEventListener('abort', () => request.abort())
    if (signal.aborted) failed()
    else request.send(photo)
  })
}

/** What an answer of the server means. */
export function answered(status: number, body: string): Uploaded {
  const { photoId, message } = read(body)
  if (status === 201 && photoId !== undefined) return { kind: 'sent', photoId }
  if (REFUSED.has(status) && message !== undefined) return { kind: 'refused', sentence: message }
  // Of what can be tried again only "too many" has words for the reader: 404 is an address that is over.
  return { kind: 'failed', sentence: status === 429 ? (message ?? null) : null }
}

function read(body: string): { readonly photoId?: string; readonly message?: string } {
  try {
    return JSON.parse(body) as object
  } catch {
    return {}
  }
}
