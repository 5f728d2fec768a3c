import { describe, expect, it } from 'vitest'

import { choicesOf, faultsOf, nobodyPressed, offersNobody, pressed, withSuspended, type Answers, type Matter, type Paper } from './answers.ts'

type Role = Matter['options'][number]['role']

function matter(id: string, roles: readonly Role[], more: Partial<Matter> = {}): Matter {
  const options = roles.map((role, at) => ({ __typename: 'Option' as const, id: `${id}-${at + 1}`, position: at + 1, label: `${at + 1}`, role }))
  return {
    __typename: 'Matter', id, position: 1, kind: 'OTHER_MAJOR', title: id, description: '', mode: 'SINGLE', choiceMode: 'SINGLE',
    seats: null, maxPicks: null, state: 'ACTIVE', suspensionReason: null, options, ...more,
  }
}

const yesOrNo = matter('a', ['FOR', 'AGAINST', 'ABSTAIN'])
const election = matter('b', ['CANDIDATE', 'CANDIDATE', 'CANDIDATE', 'CANDIDATE'], { mode: 'ELECTION', choiceMode: 'CONTESTED', seats: 3, maxPicks: 2 })
const withAgainst = matter('c', ['CANDIDATE', 'CANDIDATE', 'AGAINST', 'ABSTAIN'], { mode: 'ELECTION', choiceMode: 'EQUAL', seats: 2 })
const paper = (...matters: Matter[]): Paper => ({
  __typename: 'Ballot', id: 'x', title: 'x', state: 'OPEN', opensAt: null, closesAt: null, suspensionReason: null, matters,
})
const press = (of: Matter, ...ids: string[]): Answers => ids.reduce((answers: Answers, id) => pressed(answers, of, id), {})

describe('answers', () => {
  it('change when another option of a plain matter is pressed, and are not lost by pressing the same again', () => {
    expect(press(yesOrNo, 'a-1', 'a-2')).toEqual({ a: ['a-2'] })
    expect(press(yesOrNo, 'a-1', 'a-1')).toEqual({ a: ['a-1'] })
  })

  it('tick and untick candidates; with the last one gone the election is unanswered again', () => {
    expect(press(election, 'b-1', 'b-2')).toEqual({ b: ['b-1', 'b-2'] })
    expect(press(election, 'b-1', 'b-2', 'b-1')).toEqual({ b: ['b-2'] })
    expect(press(election, 'b-1', 'b-1')).toEqual({})
  })

  it('never hold candidates together with an option against or to abstain', () => {
    expect(press(withAgainst, 'c-1', 'c-2', 'c-3')).toEqual({ c: ['c-3'] })
    expect(press(withAgainst, 'c-4', 'c-1')).toEqual({ c: ['c-1'] })
    expect(press(withAgainst, 'c-3', 'c-3')).toEqual({})
  })

  it('take nobody as an answer of its own where the election has no option to abstain', () => {
    expect([offersNobody(election), offersNobody(withAgainst), offersNobody(yesOrNo)]).toEqual([true, false, false])
    const nobody = nobodyPressed(press(election, 'b-1'), election)
    expect(nobody).toEqual({ b: [] })
    expect(faultsOf(paper(election), nobody)).toEqual([])
    expect(nobodyPressed(nobody, election)).toEqual({})
    expect(pressed(nobody, election, 'b-3')).toEqual({ b: ['b-3'] })
  })
})

describe('what is still to do', () => {
  it('lists every matter without an answer, and how many picks are too many, in order', () => {
    const answers = press(election, 'b-1', 'b-2', 'b-3')
    expect(faultsOf(paper(yesOrNo, election), answers).map((one) => [one.matter.id, one.kind, one.over])).toEqual([['a', 'missing', 0], ['b', 'tooMany', 1]])
  })

  it('takes at most the seats where no limit is said', () => {
    expect(faultsOf(paper(withAgainst), { c: ['c-1', 'c-2'] })).toEqual([])
    expect(faultsOf(paper(withAgainst), { c: ['c-1', 'c-2', 'c-3'] })).toMatchObject([{ over: 1 }])
  })

  it('asks nothing of a matter that was suspended meanwhile, and sends nothing for it', () => {
    const standing = withSuspended(paper(yesOrNo, election), ['a'])
    expect(faultsOf(standing, { b: ['b-1'] })).toEqual([])
    expect(choicesOf(standing, { a: ['a-1'], b: ['b-1'] })).toEqual([{ matterId: 'b', optionIds: ['b-1'] }])
  })

  it('keeps the same paper while nothing new is suspended', () => {
    const before = paper(yesOrNo)
    expect(withSuspended(before, [])).toBe(before)
  })
})
