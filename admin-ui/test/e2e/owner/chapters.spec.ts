import type { Page } from '@playwright/test'

import { expect, test } from '../fixtures.ts'

/** What the browser keeps and shows beside the page itself. */
async function traces(page: Page): Promise<string> {
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.title, location.href, history.state]))
  const databases = await page.evaluate(async () => JSON.stringify((await indexedDB.databases?.()) ?? []))
  return `${kept} ${databases}`
}

test('the guide’s chapters 3 and 5 at the largest text: register, certify, vote, and nothing personal is left behind', async ({ page, stage, codeFor, shot }) => {
  test.slow()
  const town = await stage('town', { units: 2, known: 1, ballot: 'open', matters: [{ title: '修改管理规约' }, { title: '选聘物业服务企业', choices: ['甲物业公司', '乙物业公司'] }] })
  const newcomer = town.newcomers[0]!
  const phone = await stage('phone')
  const personal = [phone, newcomer.name, newcomer.documentNumber]
  const seen: string[] = []
  const addresses: string[] = []
  page.on('framenavigated', (frame) => addresses.push(frame.url()))
  page.on('request', (request) => addresses.push(request.url()))
  const look = async (): Promise<void> => {
    seen.push(await traces(page))
  }

  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/')
  await page.getByRole('button', { name: '特大' }).click()
  expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('30px')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('短信验证码').fill(await codeFor(phone))
  await look()
  await page.getByRole('button', { name: '登录', exact: true }).click()

  // 我的 > 我的认证 > 添加房屋 > 业主认证
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await page.getByRole('link', { name: /我的房屋和认证/ }).click()
  await expect(page.getByText('您还没有认证房屋')).toBeVisible()
  await page.getByRole('link', { name: '认证房屋' }).click()
  await page.getByLabel('输入小区名称或地址中的几个字').fill(town.name)
  await page.getByRole('button', { name: town.name }).click()
  await page.getByRole('button', { name: '1号楼' }).click()
  await page.getByLabel('输入房间号').fill('103')
  await page.getByRole('button', { name: '1单元 103' }).click()
  await page.getByLabel('产权人姓名').fill(newcomer.name)
  await page.getByLabel('证件号码', { exact: true }).fill(newcomer.documentNumber)
  await page.getByRole('checkbox', { name: /我已阅读并同意/ }).check()
  await look()
  await page.getByRole('button', { name: '提交认证' }).click()
  await expect(page.getByRole('heading', { name: '认证成功' })).toBeVisible()
  await look()

  await page.getByRole('link', { name: '回到首页' }).click()
  await page.getByRole('link', { name: '看事项，去投票' }).click()
  await page.getByRole('link', { name: '去投票' }).click()
  await page.getByRole('radio', { name: '反对' }).first().check()
  await page.getByRole('radio', { name: '乙物业公司' }).check()
  await look()
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByRole('button', { name: '修改事项 1' }).click()
  await expect(page.getByRole('radio', { name: '乙物业公司' })).toBeChecked()
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await look()
  await page.getByRole('button', { name: '提交投票' }).click()
  await expect(page.getByText('您的投票已经记录')).toBeVisible()
  await page.getByText('我的选择').click()
  await expect(page.getByText('乙物业公司')).toBeVisible()
  await look()
  await shot(page, 'receipt-with-choices')

  const options = town.ballot!.matters.flatMap((matter) => matter.options.map((option) => option.id))
  for (const trace of [...seen, ...addresses]) {
    for (const one of [...personal, ...options, '乙物业公司']) expect(decodeURIComponent(trace)).not.toContain(one)
  }

  // Whoever comes after on the same phone sees nothing of it.
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { name: '业主登录' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: '业主登录' })).toBeVisible()
  await expect(page.getByText('乙物业公司')).toHaveCount(0)
})

test('every target is as large as its text size asks', async ({ page, stage, signInOwner }) => {
  const { owner, ballot } = await stage('homes', { matters: [{ title: '修改管理规约' }, { title: '选举业主委员会', candidates: ['赵一诚', '钱二和'], seats: 1 }] })
  await signInOwner(owner)
  await page.setViewportSize({ width: 360, height: 740 })
  for (const [size, target] of [['normal', 48], ['large', 60], ['largest', 72]] as const) {
    await page.goto('/')
    await page.evaluate((chosen) => localStorage.setItem('gongjue-size', chosen), size)
    for (const address of ['/', '/ballots', `/ballots/${ballot.id}`, `/ballots/${ballot.id}/vote`, '/units', '/notices', '/me']) {
      await page.goto(address)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('.skeleton')).toHaveCount(0)
      const small = await page.evaluate((least) => [...document.querySelectorAll<HTMLElement>('main a, main button, main label.pick, main summary, nav a, header a, header button')]
        .filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < least - 0.5)
        .map((one) => `${one.textContent} ${one.getBoundingClientRect().height}`), target)
      expect(small, `${address}, ${size}`).toEqual([])
    }
  }
})
