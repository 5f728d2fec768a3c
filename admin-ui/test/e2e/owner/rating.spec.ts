import { expect, test } from '../fixtures.ts'
import type { Owner } from '../stage.ts'

const RATE = `mutation Rate($input: RateCompanyInput!) { rateCompany(input: $input) { __typename ... on Problem { code message } } }`
const CRITERIA = ['CLEANLINESS', 'SECURITY', 'MAINTENANCE', 'SERVICE', 'OPEN_ACCOUNTS'] as const
const SAID = '电梯修得快，楼道也干净。\n希望按月公布公共收益。'

type Ask = <Data>(who: { readonly cookie: string }, document: string, variables?: object) => Promise<Data>

async function rateAs(ask: Ask, who: Owner & { readonly unitId: string }, score: number, words = ''): Promise<{ __typename: string; message?: string }> {
  const input = { unitId: who.unitId, words, scores: CRITERIA.map((criterion) => ({ criterion, score })) }
  return (await ask<{ rateCompany: { __typename: string; message?: string } }>(who, RATE, { input })).rateCompany
}

test('a quarter’s rating: five owners rate, one on the phone, the company answers once, the owner reads it, the street compares', async ({ page, browser, origin, stage, ask, signInOwner, signInStaff, axe, shot }) => {
  test.setTimeout(240_000)
  const tag = Math.random().toString(36).slice(2, 8)
  const home = await stage('rated_estate', { name: `评分家园${tag}`, units: 7, tickets: 2, before: [3, 3, 4, 3, 3, 3] })
  const other = await stage('rated_estate', { name: `邻近小区${tag}`, units: 5, street: home.street })
  const [first, second, third, fourth, fifth, sixth] = home.residents
  for (const [at, owner] of [second!, third!, fourth!].entries()) expect((await rateAs(ask, owner, 4 + (at % 2))).__typename).toBe('RatingChanged')
  for (const owner of other.residents) await rateAs(ask, owner, 2)

  // Three are too few: said in words, with no figure anywhere.
  await signInOwner(first!)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '给物业打分' })).toBeVisible()
  await shot(page, 'rating-home')
  await page.getByRole('link', { name: '去评价' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '评价物业' })).toBeVisible()
  await axe(page)
  await shot(page, 'rating')
  await page.getByRole('link', { name: `看 ${home.name} 的评价结果` }).click()
  await page.getByRole('combobox', { name: '季度' }).selectOption({ index: 0 })
  await expect(page.getByText('这个季度收到 3 份评价。满 5 份才公布')).toBeVisible()
  await expect(page.getByRole('row', { name: /不足 5 份，不公布/ })).toBeVisible()
  await expect(page.getByText('业主的评价和物业的回复')).toHaveCount(0)
  await axe(page)
  await shot(page, 'rating-suppressed')

  // The phone: what happened in the quarter, nothing chosen, what is missing, a page to check.
  await page.getByRole('link', { name: /评价物业/ }).first().click()
  await page.getByRole('link', { name: /^为 1号楼.* 评价$/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^评价 \d{4} 年第.季度的物业服务$/ })).toBeVisible()
  await expect(page.getByText('厨房水管漏水，请尽快来修。')).toHaveCount(2)
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await page.getByRole('group', { name: '环境卫生' }).getByText('很满意').click()
  await page.getByLabel('还想说的话（选填）').fill(SAID)
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '还有 4 项没有评' })).toBeFocused()
  await axe(page)
  await shot(page, 'rating-missing')
  await page.getByRole('button', { name: '请给“秩序安全”选一个分数' }).click()
  for (const [name, score] of [['秩序安全', '4 满意'], ['设施维护', '5 很满意'], ['服务态度', '3 一般'], ['收支公开', '2 不满意']] as const) {
    await page.getByRole('group', { name }).getByRole('radio', { name: score, exact: true }).check()
  }
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '请核对您的评价' })).toBeVisible()
  await expect(page.getByText('希望按月公布公共收益。')).toBeVisible()
  await axe(page)
  await shot(page, 'rating-check')
  await page.getByRole('button', { name: '返回修改' }).click()
  await expect(page.getByLabel('还想说的话（选填）')).toHaveValue(SAID)
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByRole('button', { name: '提交评价' }).dblclick()
  await expect(page.getByRole('heading', { name: '评价已经记录' })).toBeFocused()
  await shot(page, 'rating-done')
  const again = await rateAs(ask, first!, 1)
  expect(again.message).toContain('每季度只能评价一次')
  await page.goto(`/rating/units/${first!.unitId}`)
  await expect(page.getByText(/您已于 .* 评价过 .*季度。每套房屋每季度只能评价一次。/)).toBeVisible()
  await shot(page, 'rating-again')
  await page.goto(`/rating/units/${second!.unitId}`)
  await expect(page.getByText('只有这套房屋的已认证业主可以评价。')).toBeVisible()

  // Four are still too few; with the fifth it is told.
  await page.goto(`/rating/estates/${home.estateId}`)
  await page.getByRole('combobox', { name: '季度' }).selectOption({ index: 0 })
  await expect(page.getByText('这个季度收到 4 份评价。')).toBeVisible()
  await rateAs(ask, fifth!, 4)
  await rateAs(ask, sixth!, 3, '保洁可以再仔细一些。')

  const desk = await browser.newContext({ baseURL: origin, viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  await signInStaff(home.company, desk)
  const company = await desk.newPage()
  await company.goto('/admin/today')
  await expect(company.getByRole('heading', { name: '未回复的物业评价' })).toContainText('2 项')
  await company.getByRole('link', { name: '保洁可以再仔细一些。' }).click()
  await expect(company.getByRole('combobox', { name: '显示' })).toHaveValue('open')
  await company.getByRole('link', { name: '物业评价', exact: true }).click()
  await expect(company.getByRole('heading', { level: 1, name: `${home.name} · 物业评价` })).toBeVisible()
  await expect(company.getByText('6 套房屋作了评价，现有 7 套已认证')).toBeVisible()
  await axe(company)
  await shot(company, 'ratings-company')
  const said = company.getByRole('listitem').filter({ hasText: '希望按月公布公共收益。' })
  await said.getByRole('button', { name: /^回复第/ }).click()
  const dialog = company.getByRole('dialog', { name: '回复这份评价' })
  await dialog.getByLabel('回复内容').fill('好')
  await dialog.getByRole('button', { name: '提交回复' }).click()
  await expect(dialog.getByRole('alert')).toBeFocused()
  await expect(dialog.getByText('每份评价只能回复一次，提交后不能修改或删除。')).toBeVisible()
  await axe(company)
  await shot(company, 'ratings-answer')
  await dialog.getByLabel('回复内容').fill('谢谢您。公共收益从下月起每月 5 日张贴公布。')
  await dialog.getByRole('button', { name: '提交回复' }).dblclick()
  await expect(company.getByText('回复已公布。')).toBeVisible()
  await expect(said.getByText('公共收益从下月起每月 5 日张贴公布。')).toBeVisible()
  await expect(said.getByRole('button')).toHaveCount(0)
  await company.getByRole('combobox', { name: '显示' }).selectOption({ label: '未回复' })
  await expect(company.getByText('5 份', { exact: true })).toBeVisible()
  await expect(company).toHaveURL(/show=no/)

  // The owner reads it, below their own rating and among the published ones.
  await page.goto('/rating')
  await expect(page.getByText('公共收益从下月起每月 5 日张贴公布。')).toBeVisible()
  await axe(page)
  await shot(page, 'rating-answered')
  await page.getByRole('link', { name: `看 ${home.name} 的评价结果` }).click()
  await expect(page.getByText('6 套房屋作了评价，现有 7 套已认证')).toBeVisible()
  await expect(page.getByText('公共收益从下月起每月 5 日张贴公布。')).toBeVisible()
  await expect(page.getByText(/▲ 比上季度高/)).toBeVisible()
  await axe(page)
  await shot(page, 'rating-published')

  // The street sees its estates side by side; nobody else's, and no untold figure.
  await desk.clearCookies()
  await signInStaff(home.clerk, desk)
  await company.goto('/admin/ratings')
  await company.getByRole('combobox', { name: '排序' }).selectOption('总评从低到高')
  await expect(company).toHaveURL(/order=LOWEST/)
  await expect(company.getByRole('columnheader', { name: '总评' })).toHaveAttribute('aria-sort', 'ascending')
  const rows = company.getByRole('row').filter({ hasText: tag })
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(0)).toContainText(other.name)
  await expect(rows.nth(0)).toContainText('2.00')
  await company.getByRole('button', { name: '总评' }).click()
  await expect(company).toHaveURL(/order=HIGHEST/)
  await expect(rows.nth(0)).toContainText(home.name)
  await axe(company)
  await shot(company, 'ratings-compared')
  await company.getByRole('combobox', { name: '季度' }).selectOption({ index: 1 })
  await expect(company).toHaveURL(/quarter=\d{4}Q\d/)
  await expect(company.getByRole('row').filter({ hasText: other.name })).toContainText('没有评价')
  await company.getByRole('link', { name: home.name }).click()
  await expect(company.getByRole('heading', { level: 1, name: `${home.name} · 物业评价` })).toBeVisible()
  await expect(company.getByRole('button', { name: /^回复第/ })).toHaveCount(0)
  await desk.close()
})

test('a rating whose answer is lost is looked for before anything is said', async ({ page, stage, signInOwner }) => {
  const home = await stage('rated_estate', { name: `断网家园${Math.random().toString(36).slice(2, 8)}`, units: 1 })
  await signInOwner(home.residents[0]!)
  await page.goto(`/rating/units/${home.residents[0]!.unitId}`)
  for (const name of ['环境卫生', '秩序安全', '设施维护', '服务态度', '收支公开']) {
    await page.getByRole('group', { name }).getByRole('radio', { name: '4 满意', exact: true }).check()
  }
  await page.getByRole('button', { name: '下一步：核对' }).click()
  // What is sent arrives, and the answer does not.
  await page.route('**/graphql', async (route) => {
    if ((route.request().postData() ?? '').includes('RateCompany')) {
      await route.fetch()
      await route.abort()
    } else await route.continue()
  })
  await page.getByRole('button', { name: '提交评价' }).click()
  await expect(page.getByRole('heading', { name: '评价已经记录' })).toBeVisible()
})
