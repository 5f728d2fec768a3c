import type { Locator, Page } from '@playwright/test'

import { expect, test } from '../fixtures.ts'

/** Tries to leave in some way, is asked, and stays: what was typed stands where it stood. */
async function staysAt(page: Page, field: Locator, leave: () => Promise<unknown>): Promise<void> {
  const typed = await field.inputValue()
  expect(typed).not.toBe('')
  await leave()
  const asking = page.getByRole('dialog', { name: '有未保存的修改' })
  await expect(asking).toBeVisible()
  await asking.getByRole('button', { name: '继续填写' }).click()
  await expect(asking).toBeHidden()
  await expect(field).toHaveValue(typed)
}

test('whatever a clerk has begun to type asks before it is lost: by a link, by cancelling, by the way back, by signing out', async ({ page, stage, signInStaff, shot }) => {
  const town = await stage('town', { units: 1 })
  await signInStaff(town.clerk)
  await page.goto('/admin/estates')
  await page.getByRole('link', { name: '新增项目' }).click()
  const reason = page.getByLabel('申报原因')
  await reason.fill('系统内没有这个小区')
  await staysAt(page, reason, () => page.getByRole('link', { name: '项目查询' }).click())
  await staysAt(page, reason, () => page.goBack())
  await staysAt(page, reason, () => page.getByRole('button', { name: '退出登录' }).click())
  await shot(page, 'leaving-asked')
  await page.getByRole('link', { name: '项目查询' }).click()
  await page.getByRole('button', { name: '不保存，直接离开' }).click()

  await page.getByRole('link', { name: town.name, exact: true }).click()
  await page.getByRole('button', { name: '修改计票设置' }).click()
  const basis = page.getByLabel('依据')
  await basis.fill('业主大会议事规则第十二条')
  await staysAt(page, basis, () => page.getByRole('button', { name: '先不做' }).click())
  await staysAt(page, basis, () => page.goBack())
  await page.getByRole('button', { name: '先不做' }).click()
  await page.getByRole('button', { name: '不保存，直接离开' }).click()
  await expect(page.getByRole('button', { name: '修改计票设置' })).toBeVisible()

  await page.getByRole('link', { name: '楼盘表' }).first().click()
  await page.getByRole('button', { name: '删除 1号楼' }).click()
  const why = page.getByRole('dialog', { name: '删除“1号楼”？' }).getByLabel('原因')
  await why.fill('不属于本小区')
  // The palette would lead away from under the dialog.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toHaveCount(0)
  await staysAt(page, why, () => page.goBack())
  await page.goBack()
  await page.getByRole('button', { name: '不保存，直接离开' }).click()
  await expect(page.getByRole('button', { name: '修改计票设置' })).toBeVisible()

  await page.goto(`/admin/estates/${town.estateId}/units?unit=${town.unitIds[0]}`)
  await page.getByRole('button', { name: '产权转移登记' }).click()
  const evidence = page.getByLabel('登记凭据')
  await evidence.fill('京(2026)朝不动产权第0000871号')
  await staysAt(page, evidence, () => page.keyboard.press('Escape'))
  await staysAt(page, evidence, () => page.getByRole('button', { name: '先不做' }).click())
  await shot(page, 'leaving-transfer')
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
  await page.getByRole('button', { name: '不保存，直接离开' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
