import type { Page } from '@playwright/test'

import { expect, test, totp } from '../fixtures.ts'
import type { Staff, Town } from '../stage.ts'
import { Reader } from './reader.ts'

async function signIn(page: Page, helper: Staff): Promise<void> {
  await page.goto('/pad/')
  await page.getByLabel('登录名').fill(helper.login)
  await page.getByLabel('密码').fill(helper.password)
  await page.getByLabel('动态口令').fill(totp(helper.totpSecret))
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

async function begin(page: Page, town: Town): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: '开始投票服务' })).toBeVisible()
  await expect(page.getByLabel('投票', { exact: true })).toContainText(town.name)
  await page.getByLabel('地点', { exact: true }).fill('1 号楼大厅')
  await page.getByLabel('见证人姓名').fill('钱见证')
  await page.getByRole('button', { name: '开始服务' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '请将身份证放在读卡器上' })).toBeVisible({ timeout: 40_000 })
}

async function ask(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: '我已阅读并同意' }).check()
  await page.getByRole('button', { name: '开始读卡' }).click()
}

async function vote(page: Page, choice: string): Promise<void> {
  await page.getByRole('button', { name: '是我本人，开始投票' }).click()
  const radios = page.getByRole('radio', { name: choice })
  await expect(radios).toHaveCount(2)
  for (const one of await radios.all()) await one.check()
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByRole('button', { name: '提交投票' }).dblclick()
  await expect(page.getByRole('heading', { level: 1, name: /投票已记录/ })).toBeVisible()
}

test('owners vote with a helper: alone, a co-owner who comes second, a card pulled too early, an unplugged and a revoked reader', async ({ page, browser, origin, stage, signInStaff, axe, axeOpen, shot }) => {
  test.setTimeout(180_000)
  const town = await stage('desk')
  const reader = await Reader.enrolled(origin, town.device, town.cards)
  try {
    await page.goto('/pad/')
    await axe(page)
    await signIn(page, town.member)
    await expect(page.getByRole('heading', { level: 1, name: '开始投票服务' })).toBeVisible()
    await page.getByRole('button', { name: '开始服务' }).click()
    await expect(page.getByRole('alert').first()).toBeFocused()
    await axe(page)
    await shot(page, 'setup')
    await begin(page, town)
    await page.getByRole('button', { name: '开始读卡' }).click()
    await expect(page.getByText('请业主先阅读并勾选')).toBeVisible()
    await axe(page)
    await shot(page, 'idle')

    // Somebody with a card that no title knows.
    await ask(page)
    await expect(page.getByRole('button', { name: '取消' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: '请将身份证放在读卡器上' })).toBeVisible()
    await shot(page, 'waiting')
    await reader.put('吴生人')
    await expect(page.getByRole('heading', { level: 1, name: /产权信息里没有这个证件号码/ })).toBeVisible()
    await axe(page)
    await shot(page, 'no-match')
    await reader.lift()
    await page.getByRole('button', { name: '下一位' }).click()

    // An owner who is not certified by phone: the card certifies, and they vote in large type.
    await ask(page)
    await reader.put('赵新来')
    await expect(page.getByText('赵*来')).toBeVisible()
    await axe(page)
    await shot(page, 'who')
    await vote(page, '赞成')
    await shot(page, 'done')
    await expect(page.getByText('赵*来')).toBeHidden()
    await reader.lift()
    await expect(page.getByText('1 位业主投票')).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: '请将身份证放在读卡器上' })).toBeVisible({ timeout: 30_000 })

    // The card is pulled away while it is read, and laid down again.
    await ask(page)
    await reader.order({ do: 'fault', trouble: 'lift_during', on: 'read', at: 400 })
    await reader.put('孙共有')
    await expect.poll(async () => (await reader.state()).card, { message: 'the card was pulled away' }).toBe(false)
    await expect(page.getByRole('heading', { level: 1, name: '没有读出来' })).toBeVisible()
    await expect(page.getByText('卡内信息读不完整')).toBeVisible()
    await expect(page.getByRole('button', { name: '取消' })).toBeVisible()
    await expect(page.getByText('孙*有')).toBeHidden()
    // Then it does not stand the reader's check of its data, as a false one would not.
    await reader.order({ do: 'fault', trouble: 'status', on: 'read', value: 51, times: null })
    await reader.put('孙共有')
    await expect(page.getByText('身份证没有通过真伪校验：请不要代为投票，联系街道。')).toBeVisible()
    await axe(page)
    await shot(page, 'read-error')
    await reader.order({ do: 'clear' })
    await expect(page.getByText('孙*有')).toBeVisible()
    await vote(page, '反对')
    await page.getByRole('button', { name: '下一位' }).click()
    await reader.lift()

    // The co-owner comes second: nothing changes, and they are told who voted and when.
    await ask(page)
    await reader.put('周共有')
    await expect(page.getByRole('heading', { level: 1, name: /这位业主的房屋都已投过票/ })).toBeVisible()
    await expect(page.getByText(/由 孙\*有 于 .* 投票/)).toBeVisible()
    await axe(page)
    await shot(page, 'co-owner-second')
    await reader.lift()
    await page.getByRole('button', { name: '下一位' }).click()

    // The street reads the log: every read and what came of it, nobody's name.
    const street = await browser.newContext({ baseURL: origin, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1366, height: 768 } })
    await signInStaff(town.clerk, street)
    const log = await street.newPage()
    await log.goto('/admin/pad-sessions')
    await log.getByRole('link', { name: '年度业主大会' }).click()
    await expect(log.getByRole('row', { name: /已核对.*✓ 已投票/ })).toHaveCount(2)
    await expect(log.getByRole('row', { name: /已投过票/ })).toHaveCount(1)
    await expect(log.getByRole('main')).not.toContainText(/赵|孙\*|周/)
    await axe(log)
    await shot(log, 'session-log')
    await log.getByRole('button', { name: '结束服务' }).click()
    await axeOpen(log)
    await log.goto('/admin/readers')
    await log.getByRole('button', { name: '允许更换' }).click()
    await axeOpen(log)
    await street.close()

    // The reader is unplugged, and back.
    await reader.unplug()
    await expect(page.getByRole('heading', { level: 1, name: /读卡器未连接/ })).toBeVisible({ timeout: 30_000 })
    await axe(page)
    await shot(page, 'no-reader')
    await reader.plug()
    await expect(page.getByRole('button', { name: '开始读卡' })).toBeVisible({ timeout: 30_000 })

    // The street cuts it off.
    await stage('revoke_device', { town, device: town.device.id })
    await expect(page.getByRole('heading', { level: 1, name: /这台读卡器已被停用/ })).toBeVisible({ timeout: 15_000 })
    await shot(page, 'revoked')
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]))
    for (const secret of Object.values(town.cards as Record<string, { name: string; number: string }>)) {
      expect(kept).not.toContain(secret.number)
      expect(kept).not.toContain(secret.name)
    }
  } finally {
    await reader.close()
  }
})

test('a screen that nobody touches clears itself, after a countdown that can be stopped', async ({ page, origin, stage, shot, axeOpen }) => {
  test.setTimeout(120_000)
  const town = await stage('desk')
  const reader = await Reader.enrolled(origin, town.device, town.cards)
  try {
    await page.clock.install()
    await signIn(page, town.member)
    await begin(page, town)
    await page.getByRole('button', { name: '结束服务' }).click()
    await axeOpen(page)
    await page.getByRole('button', { name: '关闭' }).click()
    await ask(page)
    await reader.put('赵新来')
    await expect(page.getByText('赵*来')).toBeVisible({ timeout: 20_000 })
    await page.clock.fastForward(61_000)
    await expect(page.getByRole('dialog', { name: /秒后清屏/ })).toBeVisible()
    // The countdown stands still while it is looked at, however slow the machine is.
    const now = await page.evaluate(() => Date.now())
    await page.clock.setFixedTime(now)
    await axeOpen(page)
    await page.clock.setSystemTime(now)
    await shot(page, 'clearing')
    await page.getByRole('button', { name: '继续投票' }).click()
    await expect(page.getByText('赵*来')).toBeVisible()
    await page.clock.fastForward(61_000)
    await page.clock.fastForward(21_000)
    await expect(page.getByText('赵*来')).toBeHidden()
    await expect(page.getByRole('button', { name: '开始读卡' })).toBeVisible()
  } finally {
    await reader.close()
  }
})
