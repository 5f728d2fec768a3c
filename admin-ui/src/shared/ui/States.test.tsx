import { act, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Asked } from '../asking.ts'
import { ReadingProvider } from '../i18n.tsx'
import { Answered, Missed } from './States.tsx'

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

const draw = (what: ReactNode): void => act(() => root.render(<ReadingProvider>{what}</ReadingProvider>))
const asked = (given: Partial<Asked<string>>): Asked<string> => ({ data: undefined, trouble: undefined, waiting: false, again: () => undefined, ...given })

test('what stands beside the matter of a page says which part did not come, and asks again', () => {
  const again = vi.fn()
  draw(<Missed of={asked({ trouble: { kind: 'unreachable' }, again })} what="区" />)
  expect(box.querySelector('[role="alert"]')?.textContent).toContain('没有取到“区”。连接不上服务器')
  act(() => box.querySelector('button')!.click())
  expect(again).toHaveBeenCalledOnce()
})

test('it says nothing while it waits, and nothing once it is there', () => {
  for (const state of [asked({ waiting: true }), asked({ data: '试验区' })]) {
    draw(<Missed of={state} what="区" />)
    expect(box.textContent).toBe('')
  }
})

test('what came before stays under the word that newer did not come', () => {
  draw(<Answered asked={asked({ data: '试验区', trouble: { kind: 'unreachable' } })}>{(data) => <p>{data}</p>}</Answered>)
  expect(box.querySelector('[role="alert"]')?.textContent).not.toContain('没有取到')
  expect(box.textContent).toContain('试验区')
})
