import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { connection } from './gqlClient.ts'
import { retryWait } from './gqlLive.ts'

beforeEach(() => {
  vi.useFakeTimers()
  connection.note(false)
})
afterEach(() => {
  vi.useRealTimers()
  connection.note(true)
})

test.each([0, 3, 10, 60])('after %i tries in vain the connection is tried again within four seconds', async (retries) => {
  const over = vi.fn()
  void retryWait(retries).then(over)
  await vi.advanceTimersByTimeAsync(200)
  expect(over).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(3_800)
  expect(over).toHaveBeenCalledOnce()
})

test('the pauses of several tries differ, so that not all desks come back at one instant', () => {
  const timer = vi.spyOn(globalThis, 'setTimeout')
  for (let count = 0; count < 8; count += 1) void retryWait(10)
  const pauses = timer.mock.calls.map(([, pause]) => pause)
  expect(new Set(pauses).size).toBeGreaterThan(1)
  expect(Math.min(...pauses.map(Number))).toBeGreaterThanOrEqual(2_000)
})

test('a wait ends as soon as the server is reached again', async () => {
  const over = vi.fn()
  void retryWait(10).then(over)
  connection.note(false)
  await vi.advanceTimersByTimeAsync(0)
  expect(over).not.toHaveBeenCalled()
  connection.note(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(over).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
})
