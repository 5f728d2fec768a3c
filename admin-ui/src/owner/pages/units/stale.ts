/** What a certification makes old: who is certified for more sees more ballots and notices. */
export const OF_A_CERTIFICATION = ['MyCertificationConnection', 'MyOtherUnitConnection', 'BallotConnection', 'NoticeConnection'] as const
