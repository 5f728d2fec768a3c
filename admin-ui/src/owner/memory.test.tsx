import { act, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { MemoryProvider, useBooth, useClaim, useIsUnsent, useKept, useUnderway } from './memory.tsx'

let root: Root
let memory: ReturnType<typeof useAll>
let photos = 0

function useAll() {
  return {
    booth: useBooth('1'),
    claim: useClaim(),
    words: useKept('words', ''),
    photos: useUnderway('photos', () => ({ clear: () => { photos = 0 }, isUnsent: () => photos > 0 })),
    isUnsent: useIsUnsent(),
  }
}

function Page({ onDrawn }: { onDrawn: (now: ReturnType<typeof useAll>) => void }): ReactNode {
  onDrawn(useAll())
  return null
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  root = createRoot(document.createElement('div'))
  act(() => root.render(<MemoryProvider><Page onDrawn={(now) => { memory = now }} /></MemoryProvider>))
})

afterEach(() => {
  act(() => root.unmount())
  vi.unstubAllGlobals()
})

const browserAsks = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

test.each([
  ['a choice in a booth', () => memory.booth.answer({ matter: { choice: ['yes'] } } as never), () => memory.booth.leave()],
  ['a name on the way to a certification', () => memory.claim[1]({ document: null, name: '赵试验', number: '' }), () => memory.claim[1](null)],
  ['words of a complaint', () => memory.words[1]('电梯门关不上'), () => memory.words[1]('')],
  ['a photo', () => { photos = 1 }, () => memory.photos[1]()],
] as const)('the browser asks before it closes a page with %s that is not sent, and not once it is', (_, begin, send) => {
  expect(browserAsks()).toBe(false)
  act(begin)
  expect(memory.isUnsent()).toBe(true)
  expect(browserAsks()).toBe(true)
  act(send)
  expect(memory.isUnsent()).toBe(false)
  expect(browserAsks()).toBe(false)
})
