import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { Provider } from 'urql'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { makeClient } from '../../shared/gqlClient.ts'
import { ReadingProvider } from '../../shared/i18n.tsx'
import type { CardReadFault, CardReadState } from '../pad.gql.ts'
import { Reading, type Read } from './Reading.tsx'

const live = vi.hoisted(() => ({ tell: undefined as ((data: unknown) => void) | undefined }))
vi.mock('../../shared/gqlLive.ts', () => ({
  follow: (_subscription: unknown, _variables: unknown, onData: (data: unknown) => void) => {
    live.tell = onData
    return () => undefined
  },
}))

const onOver = vi.fn<(read: Read) => void>()
const onStopped = vi.fn()
let root: Root
let page: HTMLElement
let answer: () => Response

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.stubGlobal('fetch', async () => answer())
  vi.clearAllMocks()
  live.tell = undefined
  localStorage.setItem('language', 'zh')
  page = document.body.appendChild(document.createElement('div'))
  root = createRoot(page)
  act(() => root.render(
    <Provider value={makeClient(() => undefined)}>
      <ReadingProvider><Reading requestId="1" onOver={onOver} onStopped={onStopped} /></ReadingProvider>
    </Provider>,
  ))
  await vi.waitFor(() => expect(live.tell).toBeDefined())
})
afterEach(() => {
  act(() => root.unmount())
  page.remove()
  vi.unstubAllGlobals()
})

const tell = (state: CardReadState, fault: CardReadFault | null = null, isFinal = false): void =>
  act(() => live.tell?.({ cardRead: { requestId: '1', seq: 2, state, fault, isFinal, match: null } }))
const heading = (): string => page.querySelector('h1')?.textContent ?? ''
const stop = (): Promise<void> => act(async () => {
  page.querySelector('button')?.click()
  await vi.waitFor(() => expect(page.querySelector('button')?.getAttribute('aria-busy')).not.toBe('true'))
})
const answering = (value: object) => (): Response =>
  new Response(JSON.stringify({ data: { cancelCardRead: value } }), { headers: { 'Content-Type': 'application/json' } })

test('a card that was not read says why, and what comes after it is shown again', () => {
  tell('READ_ERROR', 'CARD_NOT_GENUINE')
  expect(heading()).toBe('没有读出来')
  expect(page.textContent).toContain('请不要代为投票，联系街道')
  expect(page.textContent).not.toContain('会自动再读')
  tell('READ_ERROR')
  expect(page.textContent).toContain('会自动再读')
  tell('READING')
  expect(heading()).toBe('正在读卡，请不要移动')
  tell('CHECKING')
  expect(page.textContent).toContain('可以取下身份证')
  expect(onOver).not.toHaveBeenCalled()
})

test('a reader that is away says what to do, and the request can be cancelled', async () => {
  tell('READER_OFFLINE', 'READER_LOST')
  expect(heading()).toBe('读卡器没有响应')
  expect(page.textContent).toContain('读卡器断开了')
  answer = answering({ __typename: 'CardProgress', requestId: '1' })
  await stop()
  await vi.waitFor(() => expect(onStopped).toHaveBeenCalledOnce())
})

test('a cancel that did not come through is no cancel: the request stands, and that is said', async () => {
  tell('WAITING_FOR_CARD')
  answer = () => {
    throw new TypeError('no network')
  }
  await stop()
  await vi.waitFor(() => expect(page.querySelector('[role=alert]')?.textContent).toContain('连接不上服务器'))
  expect(onStopped).not.toHaveBeenCalled()
  answer = answering({ __typename: 'NotSignedIn', code: 'NOT_SIGNED_IN', message: '' })
  await stop()
  await vi.waitFor(() => expect(page.querySelector('[role=alert]')?.textContent).toContain('登录已失效'))
  expect(onStopped).not.toHaveBeenCalled()
  tell('MATCHED', null, true)
  expect(onOver).toHaveBeenCalledOnce()
})

test('a request that is not there any more is cancelled', async () => {
  answer = answering({ __typename: 'NotFound', code: 'NOT_FOUND', message: '' })
  await stop()
  await vi.waitFor(() => expect(onStopped).toHaveBeenCalledOnce())
})
