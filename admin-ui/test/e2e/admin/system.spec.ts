import { expect, test, totp } from '../fixtures.ts'
import { newestText } from '../server.ts'

test('a district makes an account; the person activates it, signs in, and the audit says so', async ({ page, browser, origin, stage, signInStaff, axe, shot }) => {
  const town = await stage('town')
  const district = await stage('staff', { role: 'district', scope_kind: 'district', scope_key: town.district })
  const phone = await stage('phone')
  await signInStaff(district)
  await page.goto('/admin/accounts')
  await page.getByRole('button', { name: '新建账号' }).click()
  const dialog = page.getByRole('dialog', { name: '新建工作人员账号' })
  await dialog.getByRole('button', { name: '建立账号并发送短信' }).click()
  await expect(dialog.getByRole('alert')).toBeFocused()
  await axe(page)
  await shot(page, 'account-faults')
  await dialog.getByLabel('角色').selectOption('街道经办')
  await dialog.getByLabel('管辖范围').selectOption(town.street)
  await dialog.getByLabel('姓名').fill('孙试验')
  await dialog.getByLabel('手机号').fill(phone)
  await dialog.getByRole('button', { name: '建立账号并发送短信' }).dblclick()
  await expect(page.getByText(/账号 street-.* 已建立/)).toBeVisible()
  await expect(page.getByRole('row', { name: /孙\*验.*待激活/ })).toHaveCount(1)
  await axe(page)
  await shot(page, 'accounts')

  const theirs = await browser.newContext({ baseURL: origin, locale: 'zh-CN' })
  const first = await theirs.newPage()
  await first.goto('/admin/')
  await first.getByRole('button', { name: /第一次登录/ }).click()
  await expect.poll(() => newestText(origin, phone)).toMatch(/激活码/)
  const code = /[A-Z0-9]{12}|[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec((await newestText(origin, phone)) ?? '')?.[0] ?? ''
  await first.getByLabel('激活码').fill(code)
  await first.getByRole('button', { name: '下一步' }).click()
  await expect(first.getByRole('img', { name: '供身份验证器扫描的二维码' })).toBeVisible()
  await axe(first)
  await shot(first, 'activation')
  const secret = (await first.locator('.secret').textContent()) ?? ''
  await first.getByLabel('设置密码').fill('一句只有我想得到的话2026')
  await first.getByLabel('动态口令').fill(totp(secret))
  await first.getByRole('button', { name: '激活账号并登录' }).click()
  await expect(first.getByRole('heading', { level: 1, name: '待办事项' })).toBeVisible()
  await theirs.close()

  // Who is above the account's street reads of it, the auditor of the city as well.
  for (const reader of [district, await stage('staff', { role: 'auditor' })]) {
    await signInStaff(reader)
    await page.goto('/admin/audit?area=staff_account')
    await expect(page.getByRole('row', { name: /新建工作人员账号/ }).first()).toBeVisible()
  }
  await axe(page)
})

test('an account is closed with a reason, and its session ends at once', async ({ page, browser, origin, stage, signInStaff, shot }) => {
  const town = await stage('town')
  const district = await stage('staff', { role: 'district', scope_kind: 'district', scope_key: town.district })
  const theirs = await browser.newContext({ baseURL: origin, locale: 'zh-CN' })
  await signInStaff(town.clerk, theirs)
  const clerk = await theirs.newPage()
  await clerk.goto('/admin/estates')
  await expect(clerk.getByRole('cell', { name: town.name, exact: true })).toBeVisible()

  await signInStaff(district)
  await page.goto(`/admin/accounts?search=${town.clerk.login}`)
  await page.getByRole('button', { name: '停用' }).click()
  const dialog = page.getByRole('dialog', { name: `停用账号 ${town.clerk.login}` })
  await dialog.getByRole('button', { name: '确认停用' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByLabel('原因').fill('已调离本街道')
  await shot(page, 'account-closing')
  await dialog.getByRole('button', { name: '确认停用' }).click()
  await expect(page.getByText(`账号 ${town.clerk.login} 已停用。`)).toBeVisible()

  await clerk.getByRole('searchbox').fill('试验')
  await clerk.getByRole('searchbox').press('Enter')
  await expect(clerk.getByText('登录已失效，请重新登录')).toBeVisible()
  await theirs.close()
})

test('the audit of an estate names who did what, and that its chain is whole', async ({ page, stage, signInStaff, axe, shot }) => {
  const town = await stage('town', { ballot: 'open' })
  await signInStaff(town.reviewer)
  await page.goto(`/admin/audit?estate=${town.estateId}`)
  await expect(page.getByText(/记录链完整/)).toBeVisible()
  const record = page.getByRole('row', { name: /投票开始/ }).first()
  await expect(record).toContainText('系统自动')
  await record.getByText('内容').click()
  await axe(page)
  await shot(page, 'audit')
})
