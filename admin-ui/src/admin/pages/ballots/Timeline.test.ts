import { expect, it } from 'vitest'

import { folded } from './Timeline.tsx'

const entry = (action: string, actorName: string | null = null, at = '2026-11-23T00:00:00Z'): Parameters<typeof folded>[0][number] =>
  ({ __typename: 'TimelineEntry', action, at, body: '业委会', actorName, reason: null })

it('savings of one person in a row are one entry, anything between them and another person are not', () => {
  const entries = [entry('created'), entry('saved', '李*'), entry('saved', '李*', '2026-11-23T01:00:00Z'), entry('saved', '王*'), entry('submitted'), entry('saved', '王*')]
  expect(folded(entries).map(({ one, times }) => [one.action, one.at.slice(11, 13), times])).toEqual([
    ['created', '00', 1], ['saved', '01', 2], ['saved', '00', 1], ['submitted', '00', 1], ['saved', '00', 1],
  ])
})
