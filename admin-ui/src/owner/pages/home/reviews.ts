import type { HomeAlsoQuery, HomeShownQuery } from './home.gql.ts'

export type Review = HomeAlsoQuery['myManualReviews']['nodes'][number]
type Match = HomeAlsoQuery['myFailedMatches'][number]

/** For how long a rejection that nobody followed up stands among the things to do. */
const NEWS = 14 * 24 * 3600 * 1000

export interface ReviewsToShow {
  readonly moreAsked: readonly Review[]
  readonly rejected: readonly Review[]
  readonly waiting: readonly Review[]
  /** Units whose match failed and that nobody asked a review for yet. */
  readonly offered: readonly Match[]
}

/** What of the manual reviews there is to do or to know. Only the latest of each unit counts, and none where the unit is
 * certified now. */
export function reviewsToShow(shown: HomeShownQuery, also: HomeAlsoQuery, now: number): ReviewsToShow {
  const certified = new Set(shown.myCertifications.nodes.filter((one) => one.endedAt === null).map((one) => one.unit.id))
  const latest = also.myManualReviews.nodes.filter(({ unit }, at, all) => !certified.has(unit.id) && all.findIndex((one) => one.unit.id === unit.id) === at)
  const rejected = latest.filter((one) => one.state === 'REJECTED' && one.decidedAt !== null && now - new Date(one.decidedAt).getTime() < NEWS)
  return {
    moreAsked: latest.filter((one) => one.state === 'MORE_ASKED'),
    rejected,
    waiting: latest.filter((one) => one.state === 'WAITING'),
    offered: also.myFailedMatches.filter(({ unit }) => !rejected.some((one) => one.unit.id === unit.id)),
  }
}
