import type { ReactNode } from 'react'

import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import type { Role } from '../../../shared/session.gql.ts'
import { useSession } from '../../../shared/session.tsx'
import { ReviewsToDecide } from '../reviews/ReviewsToDecide.tsx'
import { words } from './messages.ts'
import { AlarmsStanding, BallotsIn, NoticesIn, ProposalsToDecide, RatingsToAnswer, TicketsIn } from './sections.tsx'
import './today.css'

const REVIEWS: readonly Role[] = ['STREET_REVIEWER']
const SEES_TO_TICKETS: readonly Role[] = ['PROPERTY_COMPANY', 'STREET_CLERK', 'STREET_REVIEWER']
const CERTIFIES: readonly Role[] = ['STREET_CLERK', 'STREET_REVIEWER']
const ORGANIZES: readonly Role[] = ['STREET_CLERK', 'PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY']
const FOLLOWS: readonly Role[] = [...REVIEWS, ...ORGANIZES, 'DISTRICT', 'CITY', 'AUDITOR']
const WATCHES: readonly Role[] = ['STREET_CLERK', 'STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR', 'SYSTEM_ADMINISTRATOR']

/** Where work begins: what waits for whoever has signed in, by their roles. */
export default function TodayPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.title)
  const { last } = useSession()
  const roles: readonly Role[] = (last?.roles ?? []).map((one) => one.role)
  const companies = (last?.roles ?? []).filter((one) => one.role === 'PROPERTY_COMPANY')
  const is = (some: readonly Role[]): boolean => some.some((role) => roles.includes(role))
  return (
    <>
      <h1 tabIndex={-1}>{t.title}</h1>
      <p className="hint">{t.about}</p>
      <div className="today">
        {is(WATCHES) && <AlarmsStanding />}
        {is(CERTIFIES) && <ReviewsToDecide />}
        {is(REVIEWS) && <NoticesIn state="SUBMITTED" title={t.noticesToReview} all="/notice-reviews" />}
        {is(REVIEWS) && <BallotsIn state="SUBMITTED" title={t.ballotsToReview} all="/ballots/review" />}
        {is(['DISTRICT']) && <ProposalsToDecide />}
        {is(['PROPERTY_COMPANY']) && <TicketsIn states={['FILED', 'REOPENED']} overdue={null} title={t.ticketsNew} all="/tickets" />}
        {is(SEES_TO_TICKETS) && <TicketsIn states={null} overdue title={t.ticketsLate} all="/tickets?clock=yes" />}
        {is(ORGANIZES) && <NoticesIn mine state="REJECTED" title={t.noticesToMend} all="/notices?state=REJECTED" />}
        {is(ORGANIZES) && <NoticesIn mine state="APPROVED" title={t.noticesToPublish} all="/notices?state=APPROVED" />}
        {is(ORGANIZES) && <BallotsIn mine state="REJECTED" title={t.ballotsToMend} all="/ballots?state=REJECTED" />}
        {companies.map((one) => <RatingsToAnswer key={one.scopeKey} estateId={one.scopeKey} estate={one.scopeName} />)}
        {is(FOLLOWS) && <BallotsIn state="OPEN" title={t.ballotsRunning} all="/ballots?state=OPEN" />}
        {is(FOLLOWS) && <BallotsIn state="APPROVED" title={t.ballotsToOpen} all="/ballots?state=APPROVED" />}
      </div>
    </>
  )
}
