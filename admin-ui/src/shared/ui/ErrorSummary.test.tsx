import { act, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Command } from '../asking.ts'
import { ReadingProvider } from '../i18n.tsx'
import type { Fault, Refusal } from '../refusals.gql.ts'
import { CommandErrors, ErrorSummary } from './ErrorSummary.tsx'
import { Field } from './Field.tsx'

type Outcome = Pick<Command<unknown, unknown>, 'refusal' | 'trouble'>

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

/** A form after an outcome, drawn anew as each keystroke draws it: everything but the outcome is made again. */
function Form({ refusal, trouble }: Partial<Outcome>): ReactNode {
  const command = { refusal, trouble, faults: [], fault: () => undefined, busy: false, run: async () => undefined, clear: () => undefined }
  return <ReadingProvider><CommandErrors of={command as never} /><input /></ReadingProvider>
}

const draw = (outcome: Partial<Outcome>): void => act(() => root.render(<Form {...outcome} />))
const summary = (): Element | null => box.querySelector('[role=alert]')
const field = (): HTMLInputElement => box.querySelector('input')!
const wrongCode = (): Refusal => ({ __typename: 'WrongCode', code: 'WRONG_CODE', message: '' }) as Refusal

test('a refusal without faults takes the focus once, and again only when it is refused again', () => {
  const refusal = wrongCode() as never
  draw({ refusal })
  expect(document.activeElement).toBe(summary())
  field().focus()
  draw({ refusal })
  expect(document.activeElement).toBe(field())
  draw({ refusal: wrongCode() as never })
  expect(document.activeElement).toBe(summary())
})

test('a field whose label holds its unit is named once', () => {
  act(() => root.render(
    <ReadingProvider>
      <ErrorSummary title="1" faults={[{ path: 'area', message: '建筑面积：请填写数字。' }, { path: 'room', message: '请填写。' }] as Fault[]} />
      <Field label="建筑面积（平方米）" path="area">{(control) => <input {...control} />}</Field>
      <Field label="房间号" path="room">{(control) => <input {...control} />}</Field>
    </ReadingProvider>,
  ))
  expect([...box.querySelectorAll('li')].map((one) => one.textContent)).toEqual(['建筑面积：请填写数字。', '房间号：请填写。'])
})

test('trouble without an answer takes the focus once, and again only when there is trouble again', () => {
  const trouble = { kind: 'unreachable' } as const
  draw({ trouble })
  expect(document.activeElement).toBe(summary())
  field().focus()
  draw({ trouble })
  expect(document.activeElement).toBe(field())
  draw({ trouble: { kind: 'unreachable' } })
  expect(document.activeElement).toBe(summary())
})

test.each([['zh', '名称：请填写。'], ['en', '名称: 请填写。']] as const)('a fault is named after its field as one writes in %s', (language, said) => {
  localStorage.setItem('gongjue-language', language)
  act(() => root.render(
    <ReadingProvider>
      <Field label="名称" path="name">{(control) => <input {...control} />}</Field>
      <ErrorSummary title="" faults={[{ path: 'name', message: '请填写。' } as Fault]} />
    </ReadingProvider>,
  ))
  expect(summary()?.querySelector('button')?.textContent).toBe(said)
  localStorage.clear()
})
