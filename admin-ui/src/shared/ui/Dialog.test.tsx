import { act, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { ReadingProvider } from '../i18n.tsx'
import { Dialog } from './Dialog.tsx'

let root: Root
let box: HTMLElement

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  box = document.body.appendChild(document.createElement('div'))
  root = createRoot(box)
})

afterEach(() => {
  act(() => root.unmount())
  box.remove()
  vi.unstubAllGlobals()
})

const draw = (dialog: ReactNode): void => act(() => root.render(<ReadingProvider>{dialog}</ReadingProvider>))
const field = (): HTMLTextAreaElement => box.querySelector('textarea')!
const write = (): void => act(() => {
  field().focus()
  field().dispatchEvent(new Event('input', { bubbles: true }))
})
const escape = (): void => act(() => {
  box.querySelector('dialog')!.dispatchEvent(new Event('cancel', { cancelable: true }))
})
const press = (words: string): void => act(() => [...box.querySelectorAll('button')].find((one) => one.textContent === words)!.click())

test('Escape asks before it takes what was typed, and whoever stays goes on where they were', () => {
  const onClose = vi.fn()
  draw(<Dialog title="回复" onClose={onClose} keeps><textarea aria-label="回复" /></Dialog>)
  write()
  escape()
  escape()
  expect(onClose).not.toHaveBeenCalled()
  expect(document.activeElement?.textContent).toContain('还没有提交')

  press('继续填写')
  expect(document.activeElement).toBe(field())
  press('关闭')
  press('放弃并关闭')
  expect(onClose).toHaveBeenCalledOnce()
})

test('where nothing was typed, or nothing is lost, Escape closes at once', () => {
  for (const keeps of [true, false]) {
    const onClose = vi.fn()
    draw(<Dialog key={String(keeps)} title="回复" onClose={onClose} keeps={keeps}><textarea aria-label="回复" /></Dialog>)
    if (!keeps) write()
    escape()
    expect(onClose).toHaveBeenCalledOnce()
  }
})
