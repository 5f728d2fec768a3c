/** The longer side of a photo as it is sent: every line of a document is still read, and a village's network carries it. */
export const LONGEST_SIDE = 2560
/** What the server asks of the shorter side. */
export const SHORTEST_SIDE = 320
/** A file above this is not even opened: a phone would run out of memory over it. */
export const MOST_CHOSEN_BYTES = 50 * 1024 * 1024
/** What the server takes. */
export const MOST_SENT_BYTES = 10 * 1024 * 1024
const QUALITY = 0.85

/** Why a chosen file cannot be sent, as far as the phone can tell; what is left to say, the server says. */
export type PhotoFault = 'empty' | 'unreadable' | 'notAPhoto' | 'heic' | 'damaged' | 'tooSmall' | 'tooLarge'

/** A photo that is ready to be sent, or why it is not. */
export type Shrunk = { readonly kind: 'ready'; readonly photo: Blob } | { readonly kind: 'refused'; readonly fault: PhotoFault }

/** A photo that was opened; width and height as people see it, after it was turned the way it was held. */
export interface Opened {
  readonly width: number
  readonly height: number
  readonly draw: (width: number, height: number, quality: number) => Promise<Blob | null>
  readonly close: () => void
}

type Open = (file: Blob, format: Format) => Promise<Opened | null>
type Format = 'jpeg' | 'png' | 'webp' | 'heic'

/** Makes a photo anew that is small enough to send: upright, as JPEG, and without what a camera writes into it (where
 * it was taken, for instance). */
export async function shrink(file: Blob, open: Open = openInTheBrowser): Promise<Shrunk> {
  if (file.size === 0) return refused('empty')
  if (file.size > MOST_CHOSEN_BYTES) return refused('tooLarge')
  let head: Uint8Array
  try {
    head = new Uint8Array(await file.slice(0, 16).arrayBuffer())
  } catch {
    return refused('unreadable') // it still lies in a cloud, or was changed after it was chosen
  }
  const format = formatOf(head)
  if (format === null) return refused('notAPhoto')
  // Some phones open HEIC themselves; for the others it is said what to do about it.
  const opened = await open(file, format)
  if (opened === null) return refused(format === 'heic' ? 'heic' : 'damaged')
  try {
    if (Math.min(opened.width, opened.height) < SHORTEST_SIDE) return refused('tooSmall')
    const { width, height } = sizeFor(opened.width, opened.height)
    const photo = await opened.draw(width, height, QUALITY)
    if (photo === null) return refused('damaged')
    return photo.size > MOST_SENT_BYTES ? refused('tooLarge') : { kind: 'ready', photo }
  } finally {
    opened.close()
  }
}

const refused = (fault: PhotoFault): Shrunk => ({ kind: 'refused', fault })

/** What a file is by its first bytes; its name and the browser's guess can be wrong. */
export function formatOf(head: Uint8Array): Format | null {
  const text = (from: number, to: number): string => String.fromCharCode(...head.slice(from, to))
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  return text(4, 8) === 'ftyp' && HEIC_BRANDS.has(text(8, 12)) ? 'heic' : null
}

const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1', 'avif'])

/** The size to draw: the longer side shortened, but never so far that the shorter one falls below what is taken. */
export function sizeFor(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, Math.max(LONGEST_SIDE / Math.max(width, height), SHORTEST_SIDE / Math.min(width, height)))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** Opens a photo with the browser's own decoder, which turns it upright; null where it cannot. `createImageBitmap`
 * would spare the element, but the phones that people have do not all turn photos with it. */
async function openInTheBrowser(file: Blob, format: Format): Promise<Opened | null> {
  // Chromium complains of its own doings where an element is given HEIC: it is asked first, without an address.
  if (format === 'heic' && !(await isKnown(file))) return null
  const address = URL.createObjectURL(file)
  const close = (): void => URL.revokeObjectURL(address)
  const image = new Image()
  image.src = address
  try {
    await image.decode()
  } catch {
    close()
    return null
  }
  return { width: image.naturalWidth, height: image.naturalHeight, draw: (...asked) => drawn(image, ...asked), close }
}

async function isKnown(file: Blob): Promise<boolean> {
  try {
    ;(await createImageBitmap(file)).close()
    return true
  } catch {
    return false
  }
}

function drawn(image: HTMLImageElement, width: number, height: number, quality: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (pen === null) return Promise.resolve(null)
  pen.fillStyle = '#fff' // where a PNG lets its ground through
  pen.fillRect(0, 0, width, height)
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(image, 0, 0, width, height)
  return new Promise((resolve) => {
    canvas.toBlob((photo) => {
      canvas.width = canvas.height = 0 // some phones keep a canvas's memory until it is empty
      resolve(photo)
    }, 'image/jpeg', quality)
  })
}
