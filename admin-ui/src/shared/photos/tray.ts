import { faultOfRequest, type Requested } from './requested.ts'
import type { PhotoFault, Shrunk } from './shrink.ts'
import type { Uploaded } from './upload.ts'

/** What is wrong with a photo: a fault that has its words here, or a sentence of the server. */
export type Wrong = { readonly fault: PhotoFault } | { readonly sentence: string | null }

/** One chosen photo on its way. `refused` can only be removed, `stuck` can be tried again. */
export interface Picture {
  readonly key: number
  /** The file's name, for the eyes of who chose it. */
  readonly name: string
  readonly state: 'shrinking' | 'sending' | 'sent' | 'refused' | 'stuck'
  /** How much of it was sent, 0 to 1. */
  readonly part: number
  readonly wrong: Wrong | null
  /** Where the browser shows what will be sent. */
  readonly preview: string | null
  readonly photoId: string | null
}

/** What a tray does its work with. */
export interface Means {
  readonly shrink: (file: Blob) => Promise<Shrunk>
  readonly request: () => Promise<Requested>
  readonly upload: (photo: Blob, address: string, onPart: (part: number) => void, signal: AbortSignal) => Promise<Uploaded>
  readonly show: (photo: Blob) => string
  readonly hide: (preview: string) => void
}

interface Kept {
  readonly file: Blob
  readonly stop: AbortController
  /** It is shrunk once, however often it is sent. */
  photo: Blob | null
}

/** The photos that somebody is adding to a form. Each goes its own way: one that cannot be taken says so and leaves the
 * others, and the form, as they are. They are worked upon one after the other, for a phone's memory holds one. */
export class Tray {
  #pictures: readonly Picture[] = []
  #kept = new Map<number, Kept>()
  #work: Promise<void> = Promise.resolve()
  #next = 1
  #listeners = new Set<() => void>()

  readonly #means: () => Means

  constructor(means: () => Means) {
    this.#means = means
  }

  readonly pictures = (): readonly Picture[] => this.#pictures

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes files, at most as many as there is room for; returns how many found none. */
  readonly add = (files: readonly File[], most: number): number => {
    const taken = files.slice(0, Math.max(0, most - this.#pictures.length))
    for (const file of taken) {
      const key = this.#next++
      this.#kept.set(key, { file, stop: new AbortController(), photo: null })
      this.#set([...this.#pictures, { key, name: file.name, state: 'shrinking', part: 0, wrong: null, preview: null, photoId: null }])
      this.#queue(key)
    }
    return files.length - taken.length
  }

  /** Sends a photo again that could not be sent. */
  readonly retry = (key: number): void => {
    if (this.#pictures.find((one) => one.key === key)?.state !== 'stuck') return
    this.#change(key, { state: 'shrinking', wrong: null, part: 0 })
    this.#queue(key)
  }

  readonly remove = (key: number): void => {
    this.#kept.get(key)?.stop.abort()
    this.#kept.delete(key)
    const preview = this.#pictures.find((one) => one.key === key)?.preview
    if (preview) this.#means().hide(preview)
    this.#set(this.#pictures.filter((one) => one.key !== key))
  }

  readonly clear = (): void => {
    for (const { key } of this.#pictures) this.remove(key)
  }

  /** Waits for what is on its way. The ids of the photos, or null where one of them did not arrive. */
  readonly settle = async (): Promise<readonly string[] | null> => {
    const work = this.#work
    await work
    if (work !== this.#work) return this.settle() // something was added meanwhile
    const ids = this.#pictures.flatMap(({ photoId }) => photoId ?? [])
    return ids.length === this.#pictures.length ? ids : null
  }

  #queue(key: number): void {
    this.#work = this.#work.then(() => this.#send(key))
  }

  async #send(key: number): Promise<void> {
    const kept = this.#kept.get(key)
    if (kept === undefined) return
    const { shrink, request, upload, show } = this.#means()
    if (kept.photo === null) {
      const shrunk = await shrink(kept.file)
      if (!this.#kept.has(key)) return
      if (shrunk.kind === 'refused') {
        this.#change(key, { state: 'refused', wrong: { fault: shrunk.fault } })
        return
      }
      kept.photo = shrunk.photo
      this.#change(key, { preview: show(shrunk.photo) })
    }
    this.#change(key, { state: 'sending' })
    const requested = await request()
    if (!this.#kept.has(key)) return
    if (requested.kind !== 'done') {
      this.#change(key, { state: 'stuck', wrong: { sentence: faultOfRequest(requested) } })
      return
    }
    const uploaded = await upload(kept.photo, requested.value.address, (part) => this.#change(key, { part }), kept.stop.signal)
    if (uploaded.kind === 'sent') this.#change(key, { state: 'sent', photoId: uploaded.photoId })
    else this.#change(key, { state: uploaded.kind === 'refused' ? 'refused' : 'stuck', wrong: { sentence: uploaded.sentence } })
  }

  #change(key: number, to: Partial<Picture>): void {
    this.#set(this.#pictures.map((one) => (one.key === key ? { ...one, ...to } : one)))
  }

  #set(pictures: readonly Picture[]): void {
    this.#pictures = pictures
    for (const listener of this.#listeners) listener()
  }
}
