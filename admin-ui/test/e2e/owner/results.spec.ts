import { expect, test } from '../fixtures.ts'

const MATTERS = [
  { title: '修改管理规约' },
  { title: '选举业主委员会', candidates: ['赵一诚', '钱二和', '孙三思'], seats: 3 },
]

test('a result says in plain words why each matter passed or failed, and anyone can follow it', async ({ page, stage, signInOwner, axe, shot }) => {
  test.slow() // the server counts a ballot first, and each page is looked at in two languages and three sizes
  const { owners, ballot } = await stage('counted', { matters: MATTERS, votes: [[0, 0], [0, 0], [1, 0], [1, 1]], silent: 1 })
  await signInOwner(owners[0]!)
  await page.addInitScript(() => localStorage.setItem('gongjue-size', 'largest'))
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '投票结果已公布' })).toBeVisible()
  await shot(page, 'home-result')
  await page.getByRole('link', { name: '看结果' }).click()
  await expect(page.getByText('未通过', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('没有达到').first()).toBeVisible()
  await expect(page.getByText(/同意人数 2 人，参与表决人数 4 人（50\.00 %）/)).toBeVisible()
  await expect(page.getByText(/须超过 1\/2/).first()).toBeVisible()
  await shot(page, 'result')
  await axe(page)

  await page.getByRole('link', { name: '查看各户是否已投' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '未投' })).toHaveCount(1)
  await expect(page.getByRole('listitem').filter({ hasText: '✓ 已投' })).toHaveCount(4)
  await shot(page, 'unit-votes')
  await axe(page)
  await page.getByLabel('输入楼号或房间号，找到自己的房屋').fill('103')
  await expect(page.getByRole('listitem').filter({ hasText: '投' })).toHaveCount(1)
  await page.getByLabel('输入楼号或房间号，找到自己的房屋').fill('没有这一户')
  await expect(page.getByText('没有符合的项目，请换一个词。')).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: '怎样自己再算一遍' }).click()
  await expect(page.getByText('gongjue recount ballot.json')).toBeVisible()
  await axe(page)
  await page.goto(`/ballots/${ballot.id}`)
  await page.getByRole('link', { name: '查看我的回执' }).click()
  await page.getByText('我的选择').click()
  await expect(page.getByText('赵一诚')).toBeVisible()
})

test('notices are listed and read, and only those of one’s own estate', async ({ page, stage, signInOwner, axe, shot }) => {
  test.slow() // as above
  const town = await stage('town', { units: 1, ballot: 'open' })
  const elsewhere = await stage('town', { units: 1 })
  await signInOwner(town.residents[0]!)
  await page.goto('/notices')
  await expect(page.getByRole('link', { name: /关于业主共同决定事项的公示/ })).toHaveCount(2)
  await shot(page, 'notices')
  await axe(page)
  await page.getByRole('link', { name: /投票公告/ }).click()
  await expect(page.getByRole('heading', { name: '要表决的事项' })).toBeVisible()
  await shot(page, 'notice')
  await axe(page)
  const address = page.url()
  await page.context().clearCookies()
  await signInOwner(elsewhere.residents[0]!)
  await page.goto(address)
  await expect(page.getByText('没有找到这份公告')).toBeVisible()
  await page.goto('/notices')
  await expect(page.getByText('还没有公示公告')).toBeVisible()
  await axe(page)
})
