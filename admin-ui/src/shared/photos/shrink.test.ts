import { expect, test } from 'vitest'

import { formatOf, LONGEST_SIDE, MOST_CHOSEN_BYTES, MOST_SENT_BYTES, SHORTEST_SIDE, shrink, sizeFor, type Opened } from './shrink.ts'

const JPEG = [0xff, 0xd8, 0xff, 0xe0]
const HEIC = [0, 0, 0, 24, ...new TextEncoder().encode('ftypheic')]

const file = (...bytes: number[]): Blob => new Blob([new Uint8Array(bytes)])
const sized = (size: number): Blob => Object.defineProperty(file(...JPEG), 'size', { value: size })

interface Drawn { width: number; height: number }

function opening(width: number, height: number, made: Blob | null = new Blob(['smaller'])): { open: () => Promise<Opened>; drawn: Drawn[]; closed: number } {
  const seen = { drawn: [] as Drawn[], closed: 0, open: async (): Promise<Opened> => ({
    width,
    height,
    draw: async (width, height) => {
      seen.drawn.push({ width, height })
      return made
    },
    close: () => { seen.closed += 1 },
  }) }
  return seen
}

const cannot = async (): Promise<null> => null
const never = async (): Promise<never> => { throw new Error('it must not be opened') }

test('a photo is drawn anew with its longer side shortened, and what it took is given back', async () => {
  const seen = opening(4000, 3000)
  expect(await shrink(file(...JPEG), seen.open)).toEqual({ kind: 'ready', photo: new Blob(['smaller']) })
  expect(seen.drawn).toEqual([{ width: LONGEST_SIDE, height: 1920 }])
  expect(seen.closed).toBe(1)
})

test('what is small already keeps its size, and is drawn anew all the same: its notes must not be sent', async () => {
  const seen = opening(640, 480)
  await shrink(file(...JPEG), seen.open)
  expect(seen.drawn).toEqual([{ width: 640, height: 480 }])
})

test('a long strip is not shortened below what is taken', () => {
  expect(sizeFor(12_000, 400)).toEqual({ width: 9600, height: SHORTEST_SIDE })
  expect(sizeFor(300, 9_000).width).toBe(300)
})

test('an empty file and one that is too large are refused before anything of them is read', async () => {
  expect(await shrink(file(), never)).toEqual({ kind: 'refused', fault: 'empty' })
  expect(await shrink(sized(MOST_CHOSEN_BYTES + 1), never)).toEqual({ kind: 'refused', fault: 'tooLarge' })
  const seen = opening(800, 600)
  expect((await shrink(sized(MOST_CHOSEN_BYTES), seen.open)).kind).toBe('ready')
})

test('a file that cannot be read any more says so', async () => {
  const gone = Object.defineProperty(file(...JPEG), 'slice', { value: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) })
  expect(await shrink(gone, never)).toEqual({ kind: 'refused', fault: 'unreadable' })
})

test('what is no photo by its bytes is never opened, whatever it is called', async () => {
  expect(await shrink(new File(['%PDF-1.7'], 'deed.jpg', { type: 'image/jpeg' }), never)).toEqual({ kind: 'refused', fault: 'notAPhoto' })
})

test('whoever opens a file is told what it is: a browser is asked first whether it knows HEIC', async () => {
  const told: string[] = []
  const open = async (_file: Blob, format: string): Promise<null> => {
    told.push(format)
    return null
  }
  for (const head of [HEIC, JPEG]) await shrink(file(...head), open)
  expect(told).toEqual(['heic', 'jpeg'])
})

test('HEIC is taken where the browser opens it, and named where it does not; others are damaged', async () => {
  expect((await shrink(file(...HEIC), opening(800, 600).open)).kind).toBe('ready')
  expect(await shrink(file(...HEIC), cannot)).toEqual({ kind: 'refused', fault: 'heic' })
  expect(await shrink(file(...JPEG), cannot)).toEqual({ kind: 'refused', fault: 'damaged' })
})

test('too few pixels to read are refused, at the exact boundary', async () => {
  const small = opening(SHORTEST_SIDE - 1, 2000)
  expect(await shrink(file(...JPEG), small.open)).toEqual({ kind: 'refused', fault: 'tooSmall' })
  expect(small.closed).toBe(1)
  expect((await shrink(file(...JPEG), opening(SHORTEST_SIDE, 2000).open)).kind).toBe('ready')
})

test('a photo that could not be drawn is damaged, one that came out too large is too large', async () => {
  expect(await shrink(file(...JPEG), opening(800, 600, null).open)).toEqual({ kind: 'refused', fault: 'damaged' })
  expect(await shrink(file(...JPEG), opening(800, 600, sized(MOST_SENT_BYTES + 1)).open)).toEqual({ kind: 'refused', fault: 'tooLarge' })
})

test('the kinds of photos are told by their first bytes', () => {
  const head = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0))
  expect(formatOf(head('\x89PNG\r\n\x1a\n\0\0'))).toBe('png')
  expect(formatOf(head('RIFF\0\0\0\0WEBPVP8 '))).toBe('webp')
  expect(formatOf(head('RIFF\0\0\0\0WAVEfmt '))).toBeNull()
  expect(formatOf(head('\0\0\0 ftypmp42'))).toBeNull()
  expect(formatOf(head('GIF89a'))).toBeNull()
})
