import { expect, test } from 'vitest'

import type { HomeAlsoQuery, HomeShownQuery } from './home.gql.ts'
import { reviewsToShow, type Review, type ReviewsToShow } from './reviews.ts'

const NOW = new Date('2026-11-23T12:00:00Z').getTime()
const unit = (id: string): Review['unit'] => ({ __typename: 'NamedUnit', id, buildingName: '1号楼', entrance: '1', room: '101' })
const review = (id: string, state: Review['state'], of: string, decidedAt: string | null = null): Review =>
  ({ __typename: 'MyManualReview', id, state, waitingSince: '2026-11-20T00:00:00Z', decidedAt, unit: unit(of) })

function found(reviews: readonly Review[], certified: readonly string[] = [], failed: readonly string[] = []): ReviewsToShow {
  const shown = { myCertifications: { nodes: certified.map((id) => ({ id, endedAt: null, unit: { id } })) } }
  const also = { myManualReviews: { nodes: reviews }, myFailedMatches: failed.map((id) => ({ unit: unit(id), until: '2026-11-26T00:00:00Z' })) }
  return reviewsToShow(shown as unknown as HomeShownQuery, also as unknown as HomeAlsoQuery, NOW)
}

const ids = (reviews: readonly Review[]): string[] => reviews.map((one) => one.id)

test('each open review stands where it belongs, and a failed match offers one', () => {
  const all = found([review('a', 'WAITING', 'u1'), review('b', 'MORE_ASKED', 'u2')], [], ['u3'])
  expect(ids(all.waiting)).toEqual(['a'])
  expect(ids(all.moreAsked)).toEqual(['b'])
  expect(all.offered.map((one) => one.unit.id)).toEqual(['u3'])
})

test('a rejection is to do for fourteen days, and its card stands for the offer', () => {
  const recent = found([review('a', 'REJECTED', 'u1', '2026-11-09T12:00:01Z')], [], ['u1'])
  expect([ids(recent.rejected), recent.offered]).toEqual([['a'], []])
  const old = found([review('a', 'REJECTED', 'u1', '2026-11-09T12:00:00Z')])
  expect(old.rejected).toEqual([])
})

test('an earlier rejection is forgotten once it was asked again, and everything once the unit is certified', () => {
  const reviews = [review('b', 'WAITING', 'u1'), review('a', 'REJECTED', 'u1', '2026-11-22T00:00:00Z')]
  const again = found(reviews)
  expect([ids(again.waiting), ids(again.rejected)]).toEqual([['b'], []])
  const certified = found(reviews, ['u1'])
  expect([ids(certified.waiting), ids(certified.rejected)]).toEqual([[], []])
})
