import type { Page } from '@playwright/test'

import { expect, test } from '../fixtures.ts'

/** A casting among the requests: operations go by their hash, and this one has choices. */
const CAST = /"choices":/

/** From the address of a booth to its check page, the first option of each matter chosen. */
async function choose(page: Page, ballotId: string, matters = 1): Promise<void> {
  await page.goto(`/ballots/${ballotId}/vote`)
  for (let at = 0; at < matters; at += 1) await page.getByRole('group').nth(at).getByRole('radio').first().check()
}

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '请核对您的选择' })).toBeVisible()
}

test('an owner of two homes counts once with both areas; the partner who comes second is told who voted and when', async ({ page, context, stage, signInOwner, axe, shot }) => {
  test.slow()
  const { owner, partners, ballot } = await stage('homes', {})
  await signInOwner(owner)
  await choose(page, ballot.id)
  await check(page)
  await expect(page.getByText('您计 1 人、215.60 平方米，共 2 套')).toBeVisible()
  await shot(page, 'check-two-homes')

  // The partner has the booth open while the other one votes.
  await context.clearCookies()
  await signInOwner(partners[0]!)
  await choose(page, ballot.id)
  await check(page)
  await stage('cast_by', { cookie: partners[1]!.cookie, ballot_id: ballot.id })
  await page.getByRole('button', { name: '提交投票' }).click()
  // The refusal says it, and then the page that has asked how the ballot stands now.
  await expect(page.getByRole('alert').filter({ hasText: /由共有人 王\*\d 投票，您不能再投/ })).toBeFocused()
  await shot(page, 'co-owner-second')
  await axe(page)
  await page.goto(`/ballots/${ballot.id}`)
  await expect(page.getByText(/由共有人 王\*\d 投票，您不能再投/)).toBeVisible()
  await expect(page.getByRole('link', { name: '去投票' })).toHaveCount(0)
  await axe(page)
  await page.goto(`/ballots/${ballot.id}/vote`)
  await expect(page.getByRole('alert').filter({ hasText: '您不能再投' })).toBeVisible()
  await axe(page)
  expect(await stage('castings_of', { ballot_id: ballot.id })).toBe(1)
})

test('a matter, then the whole ballot is suspended while the booth is open, and the booth says so at once', async ({ page, stage, signInOwner, axe, shot }) => {
  test.slow()
  const { owner, clerk, ballot } = await stage('homes', { matters: [{ title: '修改管理规约' }, { title: '调整物业费' }] })
  const suspend = { cookie: clerk.cookie, ballot_id: ballot.id, reason: '范围设置有误' }
  await signInOwner(owner)
  await choose(page, ballot.id, 2)
  await stage('suspended', { ...suspend, matter_id: ballot.matters[1]!.id })
  await expect(page.getByRole('alert').filter({ hasText: '事项 2 刚刚被挂起' })).toBeVisible()
  await expect(page.getByText('已挂起，不需要表决')).toBeVisible()
  await expect(page.getByRole('group')).toHaveCount(1)
  await expect(page.getByRole('radio').first()).toBeChecked()
  await shot(page, 'matter-suspended')
  await axe(page)
  await check(page)
  await stage('extended', { ...suspend, reason: '参与不足' })
  await expect(page.getByText(/投票刚刚延期，现在到 .* 截止/)).toBeVisible()
  await stage('suspended', suspend)
  await expect(page.getByRole('alert').filter({ hasText: '这项投票刚刚被挂起，不再接受投票。您的选择没有提交。 原因：范围设置有误' })).toBeFocused()
  await expect(page.getByRole('button', { name: '提交投票' })).toHaveCount(0)
  await shot(page, 'ballot-suspended')
  await axe(page)
  await page.getByRole('link', { name: '回到这项投票' }).click()
  await expect(page.getByText('这项投票已挂起，不再接受投票')).toBeVisible()
  await axe(page)
})

test('the answer to a submission is lost: the receipt is found by its key, and it is one casting', async ({ page, stage, signInOwner, shot }) => {
  const { owner, ballot } = await stage('homes', {})
  await signInOwner(owner)
  await choose(page, ballot.id)
  await check(page)
  let lost = 0
  await page.route('**/graphql', async (route) => {
    if (!CAST.test(route.request().postData() ?? '')) return route.fallback()
    await route.fetch()
    lost += 1
    return route.abort('connectionreset')
  })
  await page.getByRole('button', { name: '提交投票' }).click()
  await expect(page.getByText('您的投票已经记录')).toBeVisible()
  expect(lost).toBe(1)
  expect(await stage('castings_of', { ballot_id: ballot.id })).toBe(1)
  await shot(page, 'receipt-found')
})

test('with no network at all nothing is said before it is known; then it is submitted once', async ({ page, context, stage, signInOwner, axe, shot }) => {
  test.slow()
  const { owner, ballot } = await stage('homes', {})
  await signInOwner(owner)
  await choose(page, ballot.id)
  await check(page)
  await page.route('**/graphql', (route) => route.abort('internetdisconnected'))
  await page.getByRole('button', { name: '提交投票' }).click()
  await expect(page.getByText('还不知道您的投票是否已经记录')).toBeVisible()
  await expect(page.getByRole('button', { name: '提交投票' })).toHaveCount(0)
  await shot(page, 'network-lost')
  await axe(page)
  await page.unroute('**/graphql')
  await page.getByRole('button', { name: '立即核实' }).click()
  await expect(page.getByRole('button', { name: '提交投票' }), 'one button all along').toBeFocused()
  await expect(page.getByText('您的投票没有提交成功，选择都还在')).toBeVisible()
  await page.getByRole('button', { name: '提交投票' }).click()
  await expect(page.getByText('您的投票已经记录')).toBeVisible()
  expect(await stage('castings_of', { ballot_id: ballot.id })).toBe(1)
  await context.clearCookies()
})

test('the deadline passes in the booth, which says so at once and submits nothing', async ({ page, stage, signInOwner, axe, shot }) => {
  test.slow()
  const { owner, ballot } = await stage('homes', { closes_in: 12 })
  await signInOwner(owner)
  await choose(page, ballot.id)
  await check(page)
  await expect(page.getByRole('alert').filter({ hasText: '投票刚刚截止，不能再提交。您的选择没有提交。' })).toBeFocused({ timeout: 20_000 })
  await shot(page, 'deadline-passed')
  await axe(page)
  expect(await stage('castings_of', { ballot_id: ballot.id })).toBe(0)
})

test('a fresh code is asked for in its place and no choice is lost', async ({ page, stage, signInOwner, codeFor, axe, shot }) => {
  test.slow()
  const { owner, ballot } = await stage('homes', { matters: [{ title: '修改管理规约' }, { title: '调整物业费' }] })
  await stage('confirmation_lapsed', { cookie: owner.cookie })
  await signInOwner(owner)
  await choose(page, ballot.id, 2)
  await check(page)
  await page.getByRole('button', { name: '提交投票' }).click()
  await expect(page.getByRole('heading', { name: '再确认一次是您本人' })).toBeFocused()
  await axe(page)
  await page.getByRole('button', { name: '获取验证码' }).click()
  const field = page.getByLabel('短信验证码')
  await expect(field).toBeFocused()
  const code = await codeFor(owner.phone)
  await field.fill(code === '000000' ? '111111' : '000000')
  await page.getByRole('button', { name: '确认身份并提交投票' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '验证码不正确或已失效' })).toBeFocused()
  // The booth's clock goes on, and whoever types the code goes on too.
  await field.fill('')
  await field.pressSequentially(code, { delay: 400 })
  await expect(field).toHaveValue(code)
  await expect(field).toBeFocused()
  await shot(page, 'fresh-code')
  await axe(page)
  await page.getByRole('button', { name: '确认身份并提交投票' }).click()
  await expect(page.getByText('您的投票已经记录')).toBeVisible()
  expect(await stage('castings_of', { ballot_id: ballot.id })).toBe(1)
})

test('a session that is ended elsewhere hides the booth, and the same person finds it as it was', async ({ page, stage, signInOwner, codeFor, axe, shot }) => {
  test.slow()
  const { owner, ballot } = await stage('homes', {})
  await signInOwner(owner)
  await choose(page, ballot.id)
  await stage('end_session', { cookie: owner.cookie })
  await expect(page.getByRole('heading', { name: '请重新登录' })).toBeFocused()
  await expect(page).toHaveTitle('请重新登录 · 共决')
  await expect(page.getByRole('radio')).toHaveCount(0)
  await shot(page, 'session-ended')
  await axe(page)
  await page.getByLabel('手机号').fill(owner.phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('短信验证码').fill(await codeFor(owner.phone))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('radio').first()).toBeChecked()
  await expect(page.getByRole('radio').first(), 'the focus is where it was').toBeFocused()
  await expect(page).toHaveTitle('投票 · 共决')
  await check(page)
  await page.getByRole('button', { name: '提交投票' }).click()
  await expect(page.getByText('您的投票已经记录')).toBeVisible()
})
