import { act, createElement, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'urql'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { useAsk, type Asked } from './asking.ts'
import { makeClient } from './gqlClient.ts'
import { persisted, type Persisted } from './persisted.ts'

interface Result { readonly thing: { readonly __typename: 'Thing'; readonly name: string } }

const Thing: Persisted<Result, { id: string }> = persisted('sha256:1', 'Thing')
let respond: (() => Response) | null
let asked: Asked<Result>
let show: (id: string) => void

function Page({ id, onAsked }: { id: string; onAsked: (asked: Asked<Result>) => void }): ReactNode {
  onAsked(useAsk(Thing, { id }))
  return null
}

const named = (name: string) => (): Response =>
  new Response(JSON.stringify({ data: { thing: { __typename: 'Thing', name } } }), { headers: { 'Content-Type': 'application/json' } })

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.stubGlobal('fetch', async () => {
    if (respond === null) throw new TypeError('no network')
    return respond()
  })
  const root = createRoot(document.createElement('div'))
  const client = makeClient(() => undefined)
  show = (id) => act(() => root.render(createElement(Provider, { value: client }, createElement(Page, { id, onAsked: (one) => { asked = one } }))))
})

afterEach(() => vi.unstubAllGlobals())

test('what was answered stays when a newer answer does not come, and not for another question', async () => {
  respond = named('一')
  show('1')
  await vi.waitFor(() => expect(asked.data?.thing.name).toBe('一'))
  respond = null
  await act(async () => asked.again())
  await vi.waitFor(() => expect(asked.trouble?.kind).toBe('unreachable'))
  expect(asked.data?.thing.name).toBe('一')
  show('2')
  await vi.waitFor(() => expect(asked.waiting).toBe(false))
  expect(asked.trouble?.kind).toBe('unreachable')
  expect(asked.data).toBeUndefined()
  respond = named('二')
  await act(async () => asked.again())
  await vi.waitFor(() => expect(asked.data?.thing.name).toBe('二'))
  expect(asked.trouble).toBeUndefined()
})
