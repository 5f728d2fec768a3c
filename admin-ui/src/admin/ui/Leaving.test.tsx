import { act, useState, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { ReadingProvider } from '../../shared/i18n.tsx'
import { afterAsking, LeaveDialog, useLeaving } from './Leaving.tsx'
import { TypingDialog } from './TypingDialog.tsx'

let root: Root
let box: HTMLElement
let router: ReturnType<typeof createMemoryRouter>
const gaveUp = vi.fn()

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  gaveUp.mockClear()
  box = document.body.appendChild(document.createElement('div'))
  root = createRoot(box)
})

afterEach(() => {
  act(() => root.unmount())
  box.remove()
  vi.unstubAllGlobals()
})

function Form({ place }: { place: 'page' | 'drawer' }): ReactNode {
  const [typed, setTyped] = useState('')
  const leaving = useLeaving(typed !== '', place)
  return (
    <>
      <button type="button" onClick={() => setTyped('赵试验')}>写</button>
      <button type="button" onClick={() => setTyped('')}>清空</button>
      <button type="button" onClick={() => leaving.before(gaveUp)}>取消</button>
      <LeaveDialog of={leaving} />
    </>
  )
}

async function draw(page: ReactNode): Promise<void> {
  router = createMemoryRouter([{ path: '/form', element: page }, { path: '/other', element: <p>别的页面</p> }], { initialEntries: ['/other', '/form'], initialIndex: 1 })
  await act(async () => root.render(<ReadingProvider><RouterProvider router={router} /></ReadingProvider>))
}

const press = (words: string): Promise<void> => act(async () => [...box.querySelectorAll('button')].find((one) => one.textContent === words)!.click())
const go = (to: string | number): Promise<void> => act(async () => (typeof to === 'number' ? router.navigate(to) : router.navigate(to)))
const asks = (): boolean => box.textContent.includes('有未保存的修改')
const browserAsks = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

test('another page is asked about first, and whoever stays finds what was typed', async () => {
  await draw(<Form place="page" />)
  await press('写')
  await go('/other')
  expect(asks()).toBe(true)
  await press('继续填写')
  expect(asks()).toBe(false)
  expect(router.state.location.pathname).toBe('/form')

  await go(-1)
  expect(asks()).toBe(true)
  await press('不保存，直接离开')
  expect(router.state.location.pathname).toBe('/other')
})

test('nothing is asked where nothing was typed, or what was typed is gone again', async () => {
  await draw(<Form place="page" />)
  expect(browserAsks()).toBe(false)
  await press('取消')
  expect(gaveUp).toHaveBeenCalledOnce()
  await press('写')
  expect(browserAsks()).toBe(true)
  await press('清空')
  expect(browserAsks()).toBe(false)
  await go('/other')
  expect(router.state.location.pathname).toBe('/other')
})

test('a drawer is lost by every change of the address, a page by another page only', async () => {
  for (const place of ['drawer', 'page'] as const) {
    await draw(<Form key={place} place={place} />)
    await press('写')
    await go('/form?unit=2')
    expect(asks()).toBe(place === 'drawer')
  }
})

test('取消, and signing out from the frame around the page, ask before they take what was typed', async () => {
  await draw(<Form place="drawer" />)
  await press('写')
  await press('取消')
  expect(gaveUp).not.toHaveBeenCalled()
  await press('不保存，直接离开')
  expect(gaveUp).toHaveBeenCalledOnce()

  const signOut = vi.fn()
  act(() => afterAsking(signOut))
  expect(asks()).toBe(true)
  await press('继续填写')
  expect(signOut).not.toHaveBeenCalled()
  act(() => root.render(null))
  afterAsking(signOut)
  expect(signOut).toHaveBeenCalledOnce()
})

test('a dialog is lost by the way back and by reloading, not by where it goes when it is done', async () => {
  await draw(<TypingDialog title="驳回" onClose={() => undefined}><textarea aria-label="理由" /></TypingDialog>)
  expect(browserAsks()).toBe(false)
  act(() => {
    box.querySelector('textarea')!.dispatchEvent(new Event('input', { bubbles: true }))
  })
  expect(browserAsks()).toBe(true)
  await go(-1)
  expect(asks()).toBe(true)
  await press('继续填写')
  expect(box.querySelector('textarea')).not.toBeNull()
  await go('/other')
  expect(router.state.location.pathname).toBe('/other')
})
