import { describe, expect, it } from 'vitest'

import {
  addDays, announced, earliestDay, fromField, inputOf, moved, newMatter, roleFor, sameDraft, stepOf, toField, withMode, type Draft,
} from './draft.ts'

const draft: Draft = {
  title: '年度业主大会', agreed: true, publicityId: 'p', announcementId: 'a', opensAt: '2026-12-10T09:00', lastDay: '2026-12-24', wholeEstate: false,
  buildingIds: ['b1'], unitIds: ['u1'], scopeReason: '  ', matters: [newMatter('REBUILD', '加装电梯')],
}

describe('the draft as the API takes it', () => {
  it('has the opening as an instant of Beijing and the scope that is chosen', () => {
    expect(inputOf(draft, 'x', 'h')).toMatchObject({ opensAt: '2026-12-10T01:00:00.000Z', lastDay: '2026-12-24', buildingIds: ['b1'], unitIds: ['u1'], scopeReason: null })
    expect(toField(fromField('2026-03-01T00:00'))).toBe('2026-03-01T00:00')
  })

  it('names no building and no reason where the whole estate votes, though they stay on the page', () => {
    expect(inputOf({ ...draft, wholeEstate: true, scopeReason: '理由' }, 'x', 'h')).toMatchObject({ buildingIds: [], unitIds: [], scopeReason: null })
  })

  it('takes no seats along to a single choice', () => {
    const matter = { ...newMatter('COMMITTEE_ELECTION'), choiceMode: 'SINGLE' as const }
    expect(inputOf({ ...draft, matters: [matter] }, 'x', 'h').matters?.[0]).toMatchObject({ seats: null, maxPicks: null })
  })

  it('is the same whatever keys its parts have on the page', () => {
    expect(sameDraft(draft, { ...draft, matters: [newMatter('REBUILD', '加装电梯')] })).toBe(true)
    expect(sameDraft(draft, { ...draft, title: '年度' })).toBe(false)
  })
})

describe('the 15 days', () => {
  const posted = (publishedAt: string): { publishedAt: string; agenda: [] } => ({ publishedAt, agenda: [] })

  it('published on 1 March, opens on 16 March at the earliest (北京市物业管理条例 35)', () => {
    expect(earliestDay([posted('2026-03-01T08:00:00Z')])).toBe('2026-03-16')
  })

  it('the day is Beijing’s: 16:00 UTC is the next day there', () => {
    expect(earliestDay([posted('2026-02-28T15:59:59Z')])).toBe('2026-03-15')
    expect(earliestDay([posted('2026-02-28T16:00:00Z')])).toBe('2026-03-16')
  })

  it('the later notice counts, and without one there is no day', () => {
    expect(earliestDay([posted('2026-03-01T08:00:00Z'), posted('2026-03-04T08:00:00Z')])).toBe('2026-03-19')
    expect(earliestDay([null, undefined])).toBeNull()
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })
})

describe('matters', () => {
  it('are offered from what both notices announce, each once', () => {
    const agenda = [{ kind: 'REBUILD' as const, title: ' 加装电梯 ' }, { kind: 'SERVICE_TERMS' as const, title: '调整物业费' }]
    const publicity = { publishedAt: null, agenda }
    const announcement = { publishedAt: null, agenda: agenda.slice(0, 1) }
    expect(announced([publicity, announcement], []).map((one) => one.kind)).toEqual(['REBUILD'])
    expect(announced([publicity, publicity], draft.matters).map((one) => one.kind)).toEqual(['SERVICE_TERMS'])
    expect(announced([publicity, null], [])).toEqual([])
  })

  it('change their stock options with the mode and keep what somebody wrote', () => {
    const election = withMode(newMatter('OTHER_MAJOR'), 'EQUAL')
    expect(election).toMatchObject({ seats: 5, maxPicks: 5, options: [{ label: '', role: 'CANDIDATE' }] })
    expect(withMode(election, 'SINGLE').options.map((one) => one.label)).toEqual(['赞成', '反对', '弃权'])
    const written = { ...election, options: [{ key: 1, label: '王甲', role: 'CANDIDATE' as const }] }
    expect(withMode(written, 'SINGLE').options).toEqual([{ key: 1, label: '王甲', role: 'CHOICE' }])
  })

  it('understand the words that mean one thing only', () => {
    expect([roleFor(' 同意 ', 'SINGLE'), roleFor('反对', 'SINGLE'), roleFor('弃权', 'CONTESTED'), roleFor('甲公司', 'SINGLE'), roleFor('王甲', 'EQUAL')])
      .toEqual(['FOR', 'AGAINST', 'ABSTAIN', null, 'CANDIDATE'])
  })

  it('move within their list and not beyond it', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    const list = ['a', 'b']
    expect(moved(list, 1, 2)).toBe(list)
    expect(moved(list, 0, -1)).toBe(list)
  })
})

it('every blocker of the API leads to the step that mends it', () => {
  expect(['agreed', 'title', 'publicityId', 'matters.0.options.1.role', 'matters', 'opensAt', 'lastDay', 'scope', 'scopeReason'].map(stepOf))
    .toEqual(['agreement', 'notices', 'notices', 'matters', 'matters', 'window', 'window', 'scope', 'scope'])
  expect(stepOf('estate')).toBeNull()
  expect(stepOf('organizer')).toBeNull()
})
