import { expect, test } from '../fixtures.ts'

const MATTERS = [
  { title: '修改管理规约' },
  { title: '选举第三届业主委员会', candidates: ['赵一诚', '钱二和', '孙三思', '李四维'], seats: 3, maxPicks: 3 },
  { title: '选聘物业服务企业', choices: ['甲物业公司', '乙物业公司'] },
]

test('an owner votes from the start page to a receipt that is found again', async ({ page, stage, signInOwner, axe, axeOpen, shot }) => {
  test.slow() // each page is looked at in two languages and three sizes
  const town = await stage('town', { units: 3, ballot: 'open', matters: MATTERS })
  await signInOwner(town.residents[0]!)
  await page.addInitScript(() => localStorage.setItem('gongjue-size', 'largest'))
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '请投票' })).toBeVisible()
  await page.getByRole('button', { name: /字号/ }).click()
  await axeOpen(page, '#reading')
  await page.getByRole('button', { name: /字号/ }).click()
  await shot(page, 'home-to-vote')
  await axe(page)
  await page.getByRole('link', { name: '看事项，去投票' }).click()
  await expect(page.getByRole('heading', { name: '参与情况' })).toBeVisible()
  await expect(page.getByText('实时更新')).toBeVisible()
  await shot(page, 'ballot')
  await axe(page)
  await page.getByRole('link', { name: '去投票' }).click()

  await expect(page.getByRole('radio').first()).toBeVisible()
  expect(await page.locator('input:checked').count(), 'nothing is picked beforehand').toBe(0)
  await shot(page, 'booth')
  await page.getByRole('button', { name: '下一步：核对' }).click()
  const summary = page.getByRole('alert').filter({ hasText: '还有 3 处没有选好' })
  await expect(summary).toBeFocused()
  await shot(page, 'booth-missing')
  await axe(page)
  await summary.getByRole('button', { name: /事项 1/ }).click()
  await expect(page.getByRole('radio', { name: '赞成' })).toBeFocused()
  await page.getByText('赞成', { exact: true }).click()
  for (const name of ['赵一诚', '钱二和', '孙三思', '李四维']) await page.getByRole('checkbox', { name }).check()
  await expect(page.getByText('已选 4 项，最多 3 项，请取消 1 项')).toBeVisible()
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '还有 2 处没有选好' })).toBeFocused()
  await page.getByRole('checkbox', { name: '李四维' }).uncheck()
  await expect(page.getByText('已选 3 项，最多 3 项')).toBeVisible()
  await page.getByRole('radio', { name: '乙物业公司' }).check()
  await shot(page, 'booth-chosen')
  await page.getByRole('button', { name: '下一步：核对' }).click()

  await expect(page.getByRole('heading', { level: 1, name: '请核对您的选择' })).toBeVisible()
  await expect(page.getByText('您计 1 人、88.35 平方米，共 1 套')).toBeVisible()
  await expect(page.getByText('提交后不能更改。', { exact: true })).toBeVisible()
  await expect(page.getByText('投票后，这些房屋的共有人不能再投。')).toBeVisible()
  await shot(page, 'check')
  await axe(page)
  await page.getByRole('button', { name: '提交投票' }).dblclick()

  await expect(page.getByText('您的投票已经记录')).toBeVisible()
  await shot(page, 'receipt')
  await axe(page)
  await page.goBack()
  await expect(page.getByRole('status').filter({ hasText: /✓ 您已于.*投票/ })).toBeVisible()
  await page.goto('/ballots')
  await expect(page.getByText(/您已于.*投票/)).toBeVisible()
  await shot(page, 'ballots')
  await axe(page)
  await page.getByRole('link', { name: /试验家园/ }).click()
  await page.getByRole('link', { name: '查看我的回执' }).click()
  await expect(page.getByText('您的投票已经记录')).toBeVisible()
})
