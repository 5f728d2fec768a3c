import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { Provider } from 'urql'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { makeClient } from '../../shared/gqlClient.ts'
import { useCastingByToken } from './castingByToken.ts'

type Casting = ReturnType<typeof useCastingByToken>

const FIRST = [{ matterId: 'm', optionIds: ['for'] }]
let root: Root
let casting: Casting
let answers: (object | null)[]
let sent: { readonly variables: { readonly input: { readonly clientKey: string; readonly choices: unknown } } }[]

function Page({ show }: { show: (casting: Casting) => void }): null {
  show(useCastingByToken('token'))
  return null
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  sent = []
  vi.stubGlobal('fetch', async (url: string, options: RequestInit) => {
    sent.push(await new Request(`http://here${url}`, options).json())
    const answer = answers.shift()
    if (!answer) throw new TypeError('no network')
    return new Response(JSON.stringify({ data: { castByMatchToken: answer } }), { headers: { 'Content-Type': 'application/json' } })
  })
  root = createRoot(document.createElement('div'))
  act(() => root.render(<Provider value={makeClient(() => undefined)}><Page show={(one) => { casting = one }} /></Provider>))
})
afterEach(() => {
  act(() => root.unmount())
  vi.unstubAllGlobals()
})

const refused = (name: string): object => ({ __typename: name, code: name, message: '', faults: [] })
const submit = (): Promise<void> => act(() => casting.submit(FIRST))

test('a vote whose answer was lost is found by the same key and choices', async () => {
  answers = [null, { __typename: 'Receipt', id: 'r' }]
  await submit()
  expect(casting.submission).toMatchObject({ state: 'done', receipt: { id: 'r' } })
  expect(sent).toHaveLength(2)
  expect(sent[1]?.variables).toEqual(sent[0]?.variables)
  expect(sent[0]?.variables.input.choices).toEqual(FIRST)
})

test.each(['MatchTokenNotValid', 'PadSessionOver', 'BallotClosed', 'BallotSuspended', 'ChoicesNotValid', 'AlreadyVoted'])(
  'after a lost answer %s says that nothing was recorded',
  async (name) => {
    answers = [null, refused(name)]
    await submit()
    expect(casting.submission).toEqual({ state: 'notRecorded' })
  },
)

test.each(['NotSignedIn', 'NotFound', 'KeyAlreadyUsed', 'InvalidInput'])('after a lost answer %s says nothing of what was recorded', async (name) => {
  answers = [null, refused(name)]
  await submit()
  expect(casting.submission).toEqual({ state: 'unknown' })
})
