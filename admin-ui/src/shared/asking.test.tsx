import { act, createElement, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'urql'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { useCommand, type Command } from './asking.ts'
import { makeClient } from './gqlClient.ts'
import { persisted, type Persisted } from './persisted.ts'

type Result = { readonly rename:
  | { readonly __typename: 'Renamed'; readonly name: string }
  | { readonly __typename: 'InvalidInput'; readonly code: string; readonly message: string; readonly faults: readonly { readonly path: string; readonly message: string }[] } }

const Rename: Persisted<Result, { name: string }> = persisted('sha256:0', 'Rename')
const sent: Request[] = []
let answer: (body: unknown) => void
let command: Command<Result, { name: string }>

function Page({ show }: { show: (command: Command<Result, { name: string }>) => void }): ReactNode {
  show(useCommand(Rename))
  return null
}

beforeEach(() => {
  sent.length = 0
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.stubGlobal('fetch', (url: string, options: RequestInit) => {
    sent.push(new Request(`http://here${url}`, options))
    return new Promise<Response>((resolve) => {
      answer = (body) => resolve(new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }))
    })
  })
  act(() => createRoot(document.createElement('div')).render(createElement(Provider, { value: makeClient(() => undefined) }, createElement(Page, { show: (one) => { command = one } }))))
})

afterEach(() => vi.unstubAllGlobals())

test('a command that is run twice is sent once, by its hash and by POST, and both get its answer', async () => {
  const twice = await act(async () => {
    const both = Promise.all([command.run({ name: '一' }), command.run({ name: '一' })])
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    answer({ data: { rename: { __typename: 'Renamed', name: '一' } } })
    return both
  })
  expect(twice.map((one) => one.kind)).toEqual(['done', 'done'])
  expect(sent).toHaveLength(1)
  expect(sent[0]?.method).toBe('POST')
  expect(sent[0]?.headers.get('X-Gongjue')).toBe('1')
  expect(await sent[0]?.json()).toMatchObject({ documentId: 'sha256:0', variables: { name: '一' } })
})

test('a refusal keeps its faults by path', async () => {
  await act(async () => {
    const outcome = command.run({ name: '' })
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    answer({ data: { rename: { __typename: 'InvalidInput', code: 'INVALID_INPUT', message: '', faults: [{ path: 'name', message: '请填写名称。' }] } } })
    await outcome
  })
  expect(command.refusal?.__typename).toBe('InvalidInput')
  expect(command.fault('name')).toBe('请填写名称。')
  expect(command.fault('other')).toBeUndefined()
})

test('an answer that never came is trouble, neither done nor refused', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
  const outcome = await act(() => command.run({ name: '一' }))
  expect(outcome).toEqual({ kind: 'trouble', trouble: { kind: 'unreachable' } })
})
