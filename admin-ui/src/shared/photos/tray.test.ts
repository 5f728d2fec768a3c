import { beforeEach, expect, test } from 'vitest'

import type { Requested } from './requested.ts'
import type { Shrunk } from './shrink.ts'
import { Tray } from './tray.ts'
import { answered, type Uploaded } from './upload.ts'

const READY: Shrunk = { kind: 'ready', photo: new Blob(['photo']) }
const ADDRESS: Requested = { kind: 'done', value: { address: '/photos/once' } }

let did: { shrink: number; request: number; upload: string[]; shown: string[] }
let shrinks: (file: Blob) => Promise<Shrunk>
let requests: () => Promise<Requested>
let uploads: (signal: AbortSignal) => Promise<Uploaded>
let tray: Tray

beforeEach(() => {
  did = { shrink: 0, request: 0, upload: [], shown: [] }
  shrinks = async () => READY
  requests = async () => ADDRESS
  uploads = async () => ({ kind: 'sent', photoId: `photo-${did.upload.length}` })
  tray = new Tray(() => ({
    shrink: (file) => { did.shrink += 1; return shrinks(file) },
    request: () => { did.request += 1; return requests() },
    upload: (_photo, address, onPart, signal) => {
      did.upload.push(address)
      onPart(0.5)
      return uploads(signal)
    },
    show: () => {
      did.shown.push('shown')
      return `blob:${did.shown.length}`
    },
    hide: () => { did.shown.pop() },
  }))
})

const chosen = (...names: string[]): File[] => names.map((name) => new File(['x'], name))
const states = (): string[] => tray.pictures().map((one) => one.state)

test('photos go one after the other, and settling gives their ids in the order in which they stand', async () => {
  tray.add(chosen('a.jpg', 'b.jpg'), 6)
  expect(await tray.settle()).toEqual(['photo-1', 'photo-2'])
  expect(states()).toEqual(['sent', 'sent'])
})

test('no more are taken than there is room for, and it is told how many were left', async () => {
  expect(tray.add(chosen('a', 'b', 'c'), 2)).toBe(1)
  expect(tray.add(chosen('d'), 2)).toBe(1)
  expect(tray.pictures().map((one) => one.name)).toEqual(['a', 'b'])
  await tray.settle()
})

test('a file that is no photo says so and leaves the others; settled is not all of it until it is removed', async () => {
  shrinks = async (file) => ((file as File).name === 'deed.pdf' ? { kind: 'refused', fault: 'notAPhoto' } : READY)
  tray.add(chosen('a.jpg', 'deed.pdf', 'c.jpg'), 6)
  expect(await tray.settle()).toBeNull()
  expect(states()).toEqual(['sent', 'refused', 'sent'])
  expect(tray.pictures()[1]!.wrong).toEqual({ fault: 'notAPhoto' })
  tray.remove(tray.pictures()[1]!.key)
  expect(await tray.settle()).toEqual(['photo-1', 'photo-2'])
})

test('after a broken network it is sent again to a new address, without being shrunk again', async () => {
  uploads = async () => ({ kind: 'failed', sentence: null })
  tray.add(chosen('a.jpg'), 6)
  expect(await tray.settle()).toBeNull()
  expect(states()).toEqual(['stuck'])
  uploads = async () => ({ kind: 'sent', photoId: 'photo' })
  tray.retry(tray.pictures()[0]!.key)
  tray.retry(tray.pictures()[0]!.key)
  expect(await tray.settle()).toEqual(['photo'])
  expect(did).toMatchObject({ shrink: 1, request: 2, upload: ['/photos/once', '/photos/once'] })
})

test('where no address is given, its refusal stands beside the photo and it can be tried again', async () => {
  requests = async () => ({ kind: 'refused', refusal: { __typename: 'NotSignedIn' } })
  tray.add(chosen('a.jpg'), 6)
  expect(await tray.settle()).toBeNull()
  expect(states()).toEqual(['stuck'])
  expect(did.upload).toEqual([])
})

test('what the server will not take can only be removed', async () => {
  uploads = async () => ({ kind: 'refused', sentence: '照片几乎是一种颜色。' })
  tray.add(chosen('dark.jpg'), 6)
  await tray.settle()
  expect(tray.pictures()[0]).toMatchObject({ state: 'refused', wrong: { sentence: '照片几乎是一种颜色。' } })
  tray.retry(tray.pictures()[0]!.key)
  expect(states()).toEqual(['refused'])
})

test('a photo that is removed while it is sent is stopped, forgotten, and the next one goes', async () => {
  let began: () => void
  const sending = new Promise<void>((resolve) => { began = resolve })
  uploads = (signal) => new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'failed', sentence: null }))
    began()
  })
  tray.add(chosen('a.jpg', 'b.jpg'), 6)
  await sending
  uploads = async () => ({ kind: 'sent', photoId: 'b' })
  tray.remove(tray.pictures()[0]!.key)
  expect(await tray.settle()).toEqual(['b'])
  expect(did.shown).toHaveLength(1)
})

test('who settles waits for what is added meanwhile', async () => {
  tray.add(chosen('a.jpg'), 6)
  const settled = tray.settle()
  tray.add(chosen('b.jpg'), 6)
  expect(await settled).toHaveLength(2)
})

test('clearing gives everything back', async () => {
  tray.add(chosen('a.jpg', 'b.jpg'), 6)
  await tray.settle()
  tray.clear()
  expect(tray.pictures()).toEqual([])
  expect(did.shown).toEqual([])
})

test('an answer of the server is a photo, a fault of the photo, or a reason to try again', () => {
  expect(answered(201, '{"photoId":"p"}')).toEqual({ kind: 'sent', photoId: 'p' })
  expect(answered(415, '{"code":"heic","message":"HEIC"}')).toEqual({ kind: 'refused', sentence: 'HEIC' })
  expect(answered(404, '{"code":"NOT_FOUND","message":"gone"}')).toEqual({ kind: 'failed', sentence: null })
  expect(answered(429, '{"message":"请稍后再试"}')).toEqual({ kind: 'failed', sentence: '请稍后再试' })
  expect(answered(502, '<html>')).toEqual({ kind: 'failed', sentence: null })
})
