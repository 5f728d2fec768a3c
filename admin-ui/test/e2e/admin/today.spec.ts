import { expect, test } from '../fixtures.ts'

test('what waits for each of the staff stands on the page where their work begins', async ({ page, browser, origin, stage, signInStaff, ask, axe, shot }) => {
  test.slow()
  const town = await stage('town', { ballot: 'open' })
  const title = '关于更换路灯的投票公示'
  const text = { kind: 'BALLOT_PUBLICITY', title, body: '各位业主：拟更换路灯。', agenda: [{ kind: 'OTHER_MAJOR', title: '更换路灯' }] }
  const { createNotice } = await ask<{ createNotice: { notice: { id: string; contentHash: string } } }>(
    town.member,
    'mutation($input: CreateNoticeInput!) { createNotice(input: $input) { ... on NoticeChanged { notice { id contentHash } } } }',
    { input: { estateId: town.estateId, text } },
  )
  const { id: noticeId, contentHash } = createNotice.notice
  await ask(town.member, 'mutation($input: SubmitNoticeInput!) { submitNotice(input: $input) { __typename } }', { input: { noticeId } })

  await signInStaff(town.reviewer)
  await page.goto('/admin/')
  await expect(page.getByRole('heading', { level: 1, name: '待办事项' })).toBeVisible()
  await expect(page.getByRole('heading', { name: '待审核的公示公告' })).toContainText('1 项')
  await expect(page.getByRole('heading', { name: '待审核的投票' })).toContainText('没有')
  await expect(page.getByRole('heading', { name: '进行中的投票' })).toContainText('1 项')
  await expect(page.getByText(/还剩 /)).toBeVisible()
  await axe(page)
  await shot(page, 'today-reviewer')
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  // A page that was reached by a link begins with the line that says who one is.
  await expect(page.getByRole('button', { name: '退出登录' })).toBeInViewport()

  const reason = '请写明数量'
  await ask(town.reviewer, 'mutation($input: ReviewNoticeInput!) { reviewNotice(input: $input) { __typename } }', {
    input: { noticeId, contentHash, approved: false, reason },
  })
  const committee = await browser.newContext({ baseURL: origin, locale: 'zh-CN', viewport: { width: 1366, height: 768 } })
  await signInStaff(town.member, committee)
  const chair = await committee.newPage()
  await chair.goto('/admin/today')
  await expect(chair.getByRole('heading', { name: '被驳回的公示公告' })).toContainText('1 项')
  await expect(chair.getByRole('heading', { name: '待审核的公示公告' })).toHaveCount(0)
  await shot(chair, 'today-committee')
  await chair.getByRole('link', { name: title }).click()
  await expect(chair.getByText(reason)).toBeVisible()
  await committee.close()

  // The clerk oversees it, but only its own body can mend it: it is nothing that waits for the clerk.
  await signInStaff(town.clerk)
  await page.goto('/admin/today')
  await expect(page.getByRole('heading', { name: '进行中的投票' })).toContainText('1 项')
  await expect(page.getByRole('heading', { name: '被驳回的公示公告' })).toContainText('没有')
})
