import type { Page } from '@playwright/test'

import { BallotProgress, BallotAlarms } from '../../../src/admin/pages/ballots/ballot.gql.ts'
import { BallotEstateName } from '../../../src/admin/pages/ballots/ballots.gql.ts'
import { Districts } from '../../../src/admin/pages/estates/estates.gql.ts'
import { ChangeSets } from '../../../src/admin/pages/maintenance/maintenance.gql.ts'
import { NoticeBuildings } from '../../../src/admin/pages/notices/reach.gql.ts'
import { RatingComparison } from '../../../src/admin/pages/ratings/ratings.gql.ts'
import { Appointments, AuditChain, EstateName, EstatesByName } from '../../../src/admin/pages/system/system.gql.ts'
import { TicketEstates, TicketWorkers } from '../../../src/admin/pages/tickets/tickets.gql.ts'
import type { Persisted } from '../../../src/shared/persisted.ts'
import { expect, test } from '../fixtures.ts'

interface Missing {
  /** The page, under /admin. */
  readonly at: string
  readonly operation: Persisted<unknown, never>
  /** Only where the variables say so, when the page asks the same for more than one thing. */
  readonly given?: RegExp
  readonly what: string
  readonly open?: (page: Page) => Promise<void>
}

test('choices, names and figures beside the matter of a page say when they do not come, and come at 重试', async ({ page, stage, signInStaff, axe, shot }) => {
  const town = await stage('town', { units: 1, ballot: 'open', posted: true })
  const ballot = `/ballots/${town.ballot?.id}`
  const missing: readonly Missing[] = [
    { at: '/estates', operation: Districts, what: '区' },
    { at: `/ballots?estate=${town.estateId}`, operation: BallotEstateName, what: '小区名称' },
    { at: ballot, operation: BallotAlarms, what: '需要处理的警报' },
    { at: ballot, operation: BallotProgress, what: '已投票情况', open: (on) => on.getByRole('button', { name: '挂起', exact: true }).click() },
    { at: ballot, operation: BallotProgress, what: '已投票情况', open: (on) => on.getByRole('button', { name: '延期', exact: true }).click() },
    { at: `/maintenance/new?estate=${town.estateId}`, operation: ChangeSets, what: '修改中的变更单' },
    { at: `/notices/${town.publicityId}/reach`, operation: NoticeBuildings, what: '楼栋' },
    { at: '/ratings', operation: RatingComparison, given: /"first":1\b/, what: '季度' },
    { at: `/audit?estate=${town.estateId}`, operation: EstatesByName, what: '项目' },
    { at: `/audit?estate=${town.estateId}`, operation: EstateName, what: '项目' },
    { at: `/audit?estate=${town.estateId}`, operation: AuditChain, what: '记录是否完整' },
    { at: '/accounts', operation: Appointments, what: '新建账号' },
    { at: '/tickets', operation: TicketEstates, what: '小区' },
    { at: `/tickets?estate=${town.estateId}`, operation: TicketWorkers, what: '负责人' },
  ]
  let failing: Missing | undefined
  await page.route('**/graphql', (route) => {
    const asked = route.request().postData() ?? ''
    const fails = failing !== undefined && asked.includes(failing.operation.documentId.replace('sha256:', '')) && (failing.given?.test(asked) ?? true)
    return fails ? route.abort('connectionreset') : route.fallback()
  })
  await signInStaff(town.clerk)
  for (const one of missing) {
    await test.step(`${one.what}, ${one.at}`, async () => {
      if (one.at === '/accounts') await signInStaff(await stage('staff', { role: 'district', scope_kind: 'district', scope_key: town.district }))
      else if (one.at.startsWith('/ratings') || one.at.startsWith('/tickets')) await signInStaff(town.clerk)
      failing = undefined
      if (one.open) {
        // The page behind the dialog asks the same: the dialog asks it anew.
        await page.goto(`/admin${one.at}`)
        await expect(page.getByRole('heading', { name: '投票进展' })).toBeVisible()
        failing = one
        await one.open(page)
      } else {
        failing = one
        await page.goto(`/admin${one.at}`)
      }
      const told = page.getByRole('alert').filter({ hasText: `没有取到“${one.what}”。连接不上服务器` })
      await expect(told.first()).toBeVisible()
      if (one.at === '/estates') {
        await shot(page, 'missed-choices')
        await axe(page)
      }
      failing = undefined
      await told.first().getByRole('button', { name: '重试' }).click()
      await expect(told).toHaveCount(0)
    })
  }
})
