import { expect, test } from '../fixtures.ts'

const MOST_NODES = 1000
const CREATE = 'mutation($input: CreateBallotInput!) { createBallot(input: $input) { __typename ... on Ballot { id } } }'

test('a scope is picked from ten thousand units by keys alone, and the page stays small', async ({ page, stage, signInStaff, ask, axe, shot }) => {
  test.slow()
  const estate = await stage('big_estate')
  const { createBallot: draft } = await ask<{ createBallot: { id: string } }>(estate.clerk, CREATE, { input: { estateId: estate.estateId, title: '部分楼栋的事项' } })
  await signInStaff(estate.clerk)
  await page.goto(`/admin/ballots/${draft.id}/edit?step=scope`)
  await page.getByLabel('部分楼栋或房屋').check()
  await page.getByRole('button', { name: '选择房屋：1号楼', exact: true }).click()
  const picker = page.getByRole('group', { name: '1号楼 的房屋' })
  await expect(picker.getByRole('checkbox').first()).toBeVisible()
  const nodes = (): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length)
  console.log(`a building of 400 units of 10,000 is open: ${await nodes()} nodes in the page`)
  expect(await nodes()).toBeLessThanOrEqual(MOST_NODES)
  await axe(page)
  await shot(page, 'scope-picker-10000')

  // One stop of the Tab key, and keys to every unit.
  await picker.getByRole('checkbox', { name: '1 单元全选' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await expect(page.getByText('已选 1 套')).toBeVisible()
  await page.keyboard.press('Control+End')
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /^4 单元 104/)
  await expect(page.locator(':focus')).toBeInViewport()
  await page.keyboard.press('Space')
  await expect(page.getByText('已选 2 套')).toBeVisible()
  expect(await nodes()).toBeLessThanOrEqual(MOST_NODES)
  await page.keyboard.press('Control+Home')
  await expect(picker.getByRole('checkbox', { name: '1 单元全选' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByText('已选 101 套')).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  await expect(picker.locator(':focus')).toHaveCount(0)
  await page.keyboard.press('Tab')
  await expect(picker.getByRole('checkbox', { name: '1 单元全选' })).toBeFocused()
})
