import type { Locator, Page } from '@playwright/test'

import { expect, test, totp } from '../fixtures.ts'
import { newestText } from '../server.ts'
import type { Office } from '../stage.ts'

type Someone = Office['people'][number]

/** Takes an account into use with the code from the text, as its person does on another computer. */
async function activate(page: Page, origin: string, phone: string): Promise<void> {
  await page.goto('/admin/')
  await page.getByRole('button', { name: /第一次登录/ }).click()
  await expect.poll(() => newestText(origin, phone)).toMatch(/激活码/)
  const code = /[A-Z0-9]{12}|[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec((await newestText(origin, phone)) ?? '')?.[0] ?? ''
  await page.getByLabel('激活码').fill(code)
  await page.getByRole('button', { name: '下一步' }).click()
  const secret = (await page.locator('.secret').textContent()) ?? ''
  await page.getByLabel('设置密码').fill('一句只有我想得到的话2026')
  await page.getByLabel('动态口令').fill(totp(secret))
  await page.getByRole('button', { name: '激活账号并登录' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '项目查询' })).toBeVisible()
}

async function fillMember(dialog: Locator, name: string, who: Someone, position?: string): Promise<void> {
  if (position !== undefined) await dialog.getByLabel('职务').selectOption(position)
  await dialog.getByLabel('姓名').fill(name)
  await dialog.getByLabel('身份证号').fill(who.documentNumber)
  await dialog.getByLabel('联系电话').fill(who.phone)
}

const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function newAssembly(page: Page, estate: string, name: string, has: '有' | '无'): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '新建业委会' }).click()
  await page.getByRole('button', { name: '新增', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '新增业主大会' })
  await dialog.getByLabel('业主大会名称').fill(name)
  await dialog.getByLabel(/项目名称/).fill(estate)
  await dialog.getByRole('button', { name: estate }).click()
  await dialog.getByRole('radio', { name: has }).check()
  await dialog.getByRole('button', { name: '提交' }).click()
  await expect(page.getByText(`“${name}”已建立。下一步：${has === '有' ? '录入业委会信息' : '指定筹备组组长'}。`)).toBeVisible()
}

test('chapter 5 without a committee: group, account, activation, committee, members and their accounts', async ({ page, browser, origin, stage, signInStaff, axe, shot }) => {
  test.setTimeout(150_000)
  const office = await stage('office', { people: 4 })
  const [leader, chair, member, other] = office.people as [Someone, Someone, Someone, Someone]
  await signInStaff(office.clerk)
  await page.goto('/admin/assemblies')
  await expect(page.getByText('还没有业主大会')).toBeVisible()
  await axe(page)

  // 第一步、第二步
  await page.getByRole('button', { name: '新增', exact: true }).click()
  const creating = page.getByRole('dialog', { name: '新增业主大会' })
  await creating.getByRole('button', { name: '提交' }).click()
  await expect(creating.getByRole('alert')).toBeFocused()
  await axe(page)
  await shot(page, 'assembly-faults')
  await creating.getByLabel(/项目名称/).fill('没有这个小区')
  await expect(creating.getByText(/请联系区住建委（房管局）/)).toBeVisible()
  await creating.getByRole('button', { name: '取消' }).click()
  await newAssembly(page, office.name, '首次业主大会', '无')
  await axe(page)
  await shot(page, 'assemblies')

  // 第三步
  await page.getByRole('button', { name: '指定筹备组组长' }).click()
  const naming = page.getByRole('dialog', { name: '添加筹备组' })
  await naming.getByRole('button', { name: '确认' }).click()
  await expect(naming.getByRole('alert')).toBeFocused()
  await axe(page)
  await naming.getByLabel('筹备组名称').fill('首次业主大会筹备组')
  await naming.getByLabel('筹备组长').fill('赵试验')
  await naming.getByRole('radio', { name: '女' }).check()
  await naming.getByLabel('工作单位').fill('试验单位')
  await naming.getByLabel('年龄').fill('四十')
  await naming.getByLabel('身份证号').fill(leader.documentNumber)
  await naming.getByLabel('住址').fill('试验路一号院三单元')
  await naming.getByLabel('联系电话').fill(leader.phone)
  await naming.getByRole('button', { name: '确认' }).click()
  await expect(naming.getByRole('alert')).toContainText('年龄请填写数字')
  await naming.getByLabel('年龄').fill('45')
  await shot(page, 'group')
  await naming.getByRole('button', { name: '确认' }).dblclick()
  await expect(page.getByRole('heading', { level: 1, name: '首次业主大会筹备组' })).toBeVisible()
  await axe(page)
  await shot(page, 'group-page')

  // 第四步
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '筹备组管理' }).click()
  const masked = `${leader.phone.slice(0, 3)}****${leader.phone.slice(-4)}`
  const row = page.getByRole('row', { name: /首次业主大会筹备组/ })
  await expect(row).toContainText('赵*验')
  await row.getByRole('button', { name: '生成账号' }).dblclick()
  await expect(page.getByText(new RegExp(`激活短信发往 ${masked.replaceAll('*', '\\*')}`))).toBeVisible()
  await expect(row).toContainText('待激活')
  await axe(page)
  await shot(page, 'groups')
  const theirs = await browser.newContext({ baseURL: origin, locale: 'zh-CN' })
  const second = await theirs.newPage()
  await activate(second, origin, leader.phone)
  await second.goto('/admin/preparatory-groups')
  await expect(second.getByRole('row', { name: /首次业主大会筹备组/ })).toContainText('使用中')
  await expect(second.getByRole('button', { name: '生成账号' })).toHaveCount(0)

  // 第五步: what the group began, the committee takes over, and the leader's role ends with it.
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '新建业委会' }).click()
  await page.getByRole('button', { name: '录入业委会信息' }).click()
  const entering = page.getByRole('dialog', { name: '录入业委会信息' })
  await expect(entering.getByText('筹备组“首次业主大会筹备组”随即终止')).toBeVisible()
  await entering.getByRole('button', { name: '确认' }).click()
  await expect(entering.getByRole('alert')).toContainText('请填写任期届满日')
  await entering.getByLabel('业委会名称').fill('第一届业主委员会')
  await entering.getByLabel('任期开始日').fill(dayFromNow(0))
  await entering.getByLabel('任期届满日').fill(dayFromNow(1000))
  await axe(page)
  await entering.getByRole('button', { name: '确认' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '第一届业主委员会' })).toBeVisible()
  await expect(page.getByText('还没有成员')).toBeVisible()
  await second.reload()
  await expect(second.getByRole('heading', { name: '工作人员登录' })).toBeVisible()
  await theirs.close()

  // 第六步
  for (const [name, who, position] of [['钱试验', chair, '主任'], ['孙试验', member, '委员'], ['李试验', other, '委员']] as const) {
    await page.getByRole('button', { name: '新增成员' }).click()
    const adding = page.getByRole('dialog', { name: '新增成员：第一届业主委员会' })
    await fillMember(adding, name, who, position)
    if (who === chair) await axe(page)
    await adding.getByRole('button', { name: '确认' }).click()
    await expect(page.getByText(`已新增${name[0]}*验。下一步：为成员生成账号。`)).toBeVisible()
    if (who === chair) await expect(page.getByText(/⚠/)).toBeVisible()
  }
  await expect(page.getByText(/⚠/)).toHaveCount(0)
  await page.getByRole('row', { name: /钱\*验/ }).getByRole('button', { name: '生成账号' }).click()
  await expect(page.getByRole('row', { name: /钱\*验/ })).toContainText('待激活')
  await expect.poll(() => newestText(origin, chair.phone)).toMatch(/激活码/)
  await page.getByRole('row', { name: /钱\*验/ }).getByRole('button', { name: '重发激活短信' }).click()
  await expect(page.getByText(/之前的激活码作废/)).toBeVisible()
  await axe(page)
  await shot(page, 'committee')

  // Nothing personal stays anywhere: not in the address, the title or what the browser stores.
  const kept = await page.evaluate(() => [location.href, document.title, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), JSON.stringify(history.state)].join('\n'))
  for (const secret of [leader, chair, member].flatMap((one) => [one.documentNumber, one.phone])) expect(kept).not.toContain(secret)
})
