import { devices, type Browser, type Page } from '@playwright/test'

import { expect, test } from '../fixtures.ts'
import type { Owner } from '../stage.ts'
import { advance } from './clock.ts'

// This project runs when all others are done: it alone may move the clock of the server.
const next = (page: Page): Promise<void> => page.getByRole('button', { name: '保存，下一步' }).click()
const step = (page: Page, name: string): Promise<void> => expect(page.getByRole('heading', { level: 2, name })).toBeVisible()

async function launch(page: Page): Promise<void> {
  await page.goto('/admin/ballots/new')
  await page.getByLabel('投票标题', { exact: true }).fill('修订管理规约')
  await page.getByRole('button', { name: '下一步' }).click()
  await step(page, '同意规则')
  await page.getByLabel('我已阅读并同意以上规则').check()
  await next(page)
  await step(page, '关联公示公告')
  await page.getByRole('group', { name: '投票公示' }).getByRole('radio').check()
  await page.getByRole('group', { name: '投票公告' }).getByRole('radio').check()
  await next(page)
  await step(page, '决策事项')
  await page.getByRole('button', { name: '带入：修订管理规约' }).click()
  await page.getByRole('article', { name: '事项 1' }).getByLabel('决策事项说明').fill('按示范文本修订。')
  await next(page)
  await step(page, '投票时间')
  await page.getByRole('group', { name: '常用的开始时间' }).getByRole('button').first().click()
  await page.getByRole('button', { name: /^15 天/ }).click()
  await next(page)
  await step(page, '投票范围')
  await next(page)
  await step(page, '核对并提交')
  await expect(page.getByText('没有需要解决的问题，可以提交。')).toBeVisible()
  await page.getByRole('button', { name: '提交街道审核' }).click()
  await expect(page.getByText('已提交，等待街道审核。')).toBeVisible()
}

async function voteOnThePhone(browser: Browser, origin: string, owner: Owner, sign: (owner: Owner, page: Page) => Promise<void>, choice: string): Promise<Page> {
  const phone = await browser.newContext({ ...devices['Pixel 7'], baseURL: origin, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await phone.newPage()
  await sign(owner, page)
  await page.goto('/')
  await page.getByRole('link', { name: '看事项，去投票' }).click()
  await page.getByRole('link', { name: '去投票' }).click()
  await page.getByRole('radio', { name: choice }).check()
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByRole('button', { name: '提交投票' }).click()
  await expect(page.getByText('您的投票已经记录')).toBeVisible()
  return page
}

test('from the draft to the result: a chair starts it, the street approves it, owners vote on their phones, it closes and is counted by itself', async ({ page, browser, origin, stage, signInStaff, signInOwner, shot }) => {
  test.setTimeout(240_000)
  const town = await stage('town', { units: 4, matters: [{ title: '修订管理规约' }], posted: true })
  await signInStaff(town.member)
  await launch(page)
  const address = page.url()

  const theirs = await browser.newContext({ baseURL: origin, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  await signInStaff(town.reviewer, theirs)
  const review = await theirs.newPage()
  await review.goto(address)
  await review.getByRole('button', { name: '审核通过' }).click()
  await review.getByRole('dialog', { name: '审核通过' }).getByRole('button', { name: '确认通过' }).click()
  await expect(review.getByText('街道已审核通过')).toBeVisible()
  await theirs.close()

  await page.reload()
  await expect(page.getByText('街道已审核通过')).toBeVisible()
  advance(2)
  await expect(page.getByText(/正在投票。到时自动截止/)).toBeVisible({ timeout: 30_000 })
  const sign = (owner: Owner, on: Page): Promise<void> => signInOwner(owner, on.context())
  const [first, second, third] = town.residents
  const phone = await voteOnThePhone(browser, origin, first!, sign, '赞成')
  await (await voteOnThePhone(browser, origin, second!, sign, '赞成')).context().close()
  await (await voteOnThePhone(browser, origin, third!, sign, '反对')).context().close()
  await expect(page.getByText('3 人 / 4 人')).toBeVisible()
  await shot(page, 'progress')

  advance(16)
  await expect(page.getByText('结果已公布，任何人都不能更改。')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: '查看计票结果' }).click()
  await expect(page.getByRole('region', { name: '事项 1 · 修订管理规约' }).getByText('通过。各项法定条件均已达到。')).toBeVisible()
  await shot(page, 'result')
  await phone.goto('/')
  await phone.getByRole('link', { name: /修订管理规约|看结果/ }).first().click()
  await expect(phone.getByText(/通过/).first()).toBeVisible()
  await shot(phone, 'result-on-the-phone')
  await phone.context().close()
})
