import { act, createElement, useEffect } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { useSubmitOnce, type Found, type Sent } from './submitOnce.ts'

type Hook = ReturnType<typeof useSubmitOnce<string, string, string>>

let root: Root
let held: { now: Hook }

function show(ways: { send: () => Promise<Sent<string, string>>; find: () => Promise<Found<string>>; patience?: number; askAgainAfter?: number }): void {
  held = { now: undefined as never }
  function Probe(): null {
    const hook = useSubmitOnce<string, string, string>(ways)
    useEffect(() => {
      held.now = hook
    })
    return null
  }
  act(() => root.render(createElement(Probe)))
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  root = createRoot(document.createElement('div'))
})
afterEach(() => {
  act(() => root.unmount())
  vi.unstubAllGlobals()
})

const submit = (): Promise<void> => act(() => held.now.submit('choices'))

describe('submitting once', () => {
  it('answers with the receipt', async () => {
    show({ send: async () => ({ kind: 'done', receipt: 'r' }), find: async () => null })
    await submit()
    expect(held.now.submission).toEqual({ state: 'done', receipt: 'r' })
  })

  it('sends nothing twice while the first is on its way', async () => {
    const send = vi.fn(async (): Promise<Sent<string, string>> => ({ kind: 'done', receipt: 'r' }))
    show({ send, find: async () => null })
    await act(async () => {
      await Promise.all([held.now.submit('choices'), held.now.submit('choices')])
    })
    expect(send).toHaveBeenCalledTimes(1)
  })

  it('finds the receipt when the answer was lost although it was recorded', async () => {
    const find = vi.fn(async () => 'r')
    show({ send: async () => ({ kind: 'lost' }), find })
    await submit()
    expect(held.now.submission).toEqual({ state: 'done', receipt: 'r' })
    expect(find).toHaveBeenCalledTimes(1)
  })

  it('says that nothing was recorded only after there is no receipt', async () => {
    show({ send: async () => ({ kind: 'lost' }), find: async () => null })
    await submit()
    expect(held.now.submission).toEqual({ state: 'notRecorded' })
  })

  it('asks for the receipt when its key was used already', async () => {
    show({ send: async () => ({ kind: 'refused', refusal: 'KeyAlreadyUsed', keyUsed: true }), find: async () => 'r' })
    await submit()
    expect(held.now.submission).toEqual({ state: 'done', receipt: 'r' })
  })

  it('says nothing while the receipt cannot be asked for either, and asks again by itself', async () => {
    const answers: Found<string>[] = ['lost', 'r']
    show({ send: async () => ({ kind: 'lost' }), find: async () => answers.shift() ?? null, askAgainAfter: 1 })
    await submit()
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
    await vi.waitFor(() => expect(held.now.submission).toEqual({ state: 'done', receipt: 'r' }))
  })

  it('takes an answer that does not come in time for a lost one', async () => {
    show({ send: () => new Promise(() => undefined), find: async () => 'r', patience: 1 })
    await submit()
    expect(held.now.submission).toEqual({ state: 'done', receipt: 'r' })
  })

  it('keeps a refusal as it is', async () => {
    show({ send: async () => ({ kind: 'refused', refusal: 'BallotClosed' }), find: async () => 'r' })
    await submit()
    expect(held.now.submission).toEqual({ state: 'refused', refusal: 'BallotClosed' })
  })
})
