import { expect, test } from '../fixtures.ts'

test('an owner registers by phone and code and comes to the start page', async ({ page, stage, codeFor, axe, shot }) => {
  const phone = await stage('phone')
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '业主登录' })).toBeVisible()
  await axe(page)
  await shot(page, 'sign-in')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(page.getByLabel('短信验证码')).toBeFocused()
  await page.getByLabel('短信验证码').fill(await codeFor(phone))
  await axe(page)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '要做的事' })).toBeVisible()
  await axe(page)
  await shot(page, 'home')
})

test('a wrong code is refused beside what was typed', async ({ page, stage, codeFor }) => {
  const phone = await stage('phone')
  await page.goto('/')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  const code = await codeFor(phone)
  const wrong = code === '000000' ? '111111' : '000000'
  await page.getByLabel('短信验证码').fill(wrong)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('验证码不正确或已失效')
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByLabel('短信验证码')).toHaveValue(wrong)
  await page.getByRole('button', { name: '换一个手机号' }).click()
  await expect(page.getByLabel('手机号')).toBeFocused()
})

test('a phone number with faults is refused at its field, and the summary leads there', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('手机号').fill('12')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByLabel('手机号')).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('alert').getByRole('button').click()
  await expect(page.getByLabel('手机号')).toBeFocused()
})
