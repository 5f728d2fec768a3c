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
  test.setTimeout(240_000)
  const office = await stage('office', { people: 4 })
  const [leader, chair, member, other] = office.people as [Someone, Someone, Someone, Someone]
  await signInStaff(office.clerk)
  await page.goto('/admin/assemblies')
  await expect(page.getByText('还没有业主大会')).toBeVisible()

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

test('chapter 5 with a committee: members come, are shown in full for a minute, are replaced and leave; the body is dissolved', async ({ page, stage, signInStaff, axe, shot }) => {
  test.setTimeout(240_000)
  const office = await stage('office', { people: 3 })
  const [chair, successor, contact] = office.people as [Someone, Someone, Someone]
  await signInStaff(office.clerk)
  await page.clock.install()
  await page.goto('/admin/assemblies')
  await newAssembly(page, office.name, '业主大会', '有')
  await expect(page.getByRole('button', { name: '指定筹备组组长' })).toHaveCount(0)
  await page.getByRole('button', { name: '录入业委会信息' }).click()
  const entering = page.getByRole('dialog', { name: '录入业委会信息' })
  await entering.getByLabel('业委会名称').fill('第二届业主委员会')
  await entering.getByLabel('备案编号').fill('备案2026-2')
  await entering.getByLabel('任期开始日').fill(dayFromNow(-400))
  await entering.getByLabel('任期届满日').fill(dayFromNow(100))
  await entering.getByRole('button', { name: '确认' }).click()
  await page.getByRole('button', { name: '新增成员' }).click()
  const adding = page.getByRole('dialog', { name: /新增成员/ })
  await fillMember(adding, '周试验', { ...chair, documentNumber: '11010119000101000' })
  await adding.getByRole('button', { name: '确认' }).click()
  await expect(adding.getByRole('alert')).toContainText('身份证号不正确')
  await expect(adding.getByLabel('姓名')).toHaveValue('周试验')
  await adding.getByLabel('身份证号').fill(chair.documentNumber)
  await adding.getByRole('button', { name: '确认' }).click()
  const row = page.getByRole('row', { name: /周\*验/ })
  await row.getByRole('button', { name: '生成账号' }).click()
  await expect(row).toContainText('待激活')

  await row.getByRole('button', { name: '查看完整信息' }).click()
  const revealing = page.getByRole('dialog', { name: '查看完整信息：周*验' })
  await revealing.getByRole('button', { name: '查看', exact: true }).click()
  await expect(revealing.getByRole('alert')).toBeVisible()
  await revealing.getByLabel(/理由/).fill('电话核对本人身份')
  await revealing.getByRole('button', { name: '查看', exact: true }).click()
  await expect(revealing.getByText(chair.documentNumber)).toBeVisible()
  await axe(page)
  await page.clock.runFor(61_000)
  await expect(page.getByText(chair.documentNumber)).toHaveCount(0)
  await expect(page.getByText(/已隐藏/)).toBeVisible()

  await page.getByRole('button', { name: '更改任期' }).click()
  const moving = page.getByRole('dialog', { name: /更改任期/ })
  await expect(moving.getByText('1 个账号的权限随新的届满日 24 时终止。')).toBeVisible()
  await moving.getByLabel('新的届满日').fill(dayFromNow(200))
  await moving.getByLabel(/理由/).fill('按备案文件更正')
  await moving.getByRole('button', { name: '确认更改' }).click()
  await expect(page.getByText('任期已更改。')).toBeVisible()

  await row.getByRole('button', { name: '更换' }).click()
  const replacing = page.getByRole('dialog', { name: '更换周*验' })
  await expect(replacing.getByText('周*验即时离任，1 个账号的权限立即终止、登录退出。')).toBeVisible()
  await replacing.getByLabel(/理由/).fill('任期内辞去职务')
  await fillMember(replacing, '吴试验', successor, '主任')
  await shot(page, 'member-replacing')
  await replacing.getByRole('button', { name: '确认更换' }).click()
  await expect(page.getByText('已更换，接任人是吴*验。')).toBeVisible()
  await expect(page.getByRole('region', { name: '已离任成员' }).getByRole('row', { name: /周\*验/ })).toContainText('任期内辞去职务')
  await axe(page)
  await shot(page, 'committee-former')

  await page.getByRole('row', { name: /吴\*验/ }).getByRole('button', { name: '移除' }).click()
  const removing = page.getByRole('dialog', { name: '移除吴*验' })
  await expect(removing.getByText(/移除后在任成员 0 人/)).toBeVisible()
  await removing.getByLabel(/理由/).fill('不再是本小区业主')
  await removing.getByRole('button', { name: '确认移除' }).click()
  await expect(page.getByText('已移除吴*验。')).toBeVisible()

  await page.getByRole('button', { name: '终止', exact: true }).click()
  const ending = page.getByRole('dialog', { name: '终止“第二届业主委员会”' })
  await expect(ending.getByText(/没有在任成员，也没有账号受影响/)).toBeVisible()
  await ending.getByRole('button', { name: '确认终止' }).click()
  await expect(ending.getByRole('alert')).toBeFocused()
  await ending.getByLabel(/理由/).fill('业主大会决定终止')
  await ending.getByRole('button', { name: '确认终止' }).dblclick()
  await expect(page.getByText('“第二届业主委员会”已终止。')).toBeVisible()
  await expect(page.getByRole('button', { name: '新增成员' })).toHaveCount(0)

  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '物业公司' }).click()
  await page.getByRole('button', { name: '登记物业公司' }).click()
  const registering = page.getByRole('dialog', { name: '登记物业公司' })
  await registering.getByRole('button', { name: office.name }).click()
  await registering.getByLabel('公司名称').fill('试验物业服务公司')
  await registering.getByLabel('统一社会信用代码').fill(office.companyCode)
  await registering.getByLabel('服务开始日').fill(dayFromNow(0))
  await registering.getByLabel('联系人').fill('郑试验')
  await registering.getByLabel('联系电话').fill(contact.phone)
  await registering.getByRole('button', { name: '确认' }).click()
  const company = page.getByRole('row', { name: /试验物业服务公司/ })
  await company.getByRole('button', { name: '生成账号' }).click()
  await expect(company).toContainText('待激活')
  await axe(page)
  await shot(page, 'companies')
})

test('who oversees and who belongs to a body read it without buttons; who works elsewhere finds nothing', async ({ page, browser, origin, stage, signInStaff, axe, shot }) => {
  const town = await stage('town')
  const address = `/admin/bodies/${town.organizerId}`
  const seenBy = async (cookie: Parameters<typeof signInStaff>[0], look: (as: Page) => Promise<void>): Promise<void> => {
    const context = await browser.newContext({ baseURL: origin, locale: 'zh-CN', viewport: { width: 1366, height: 768 } })
    await signInStaff(cookie, context)
    await look(await context.newPage())
    await context.close()
  }
  await seenBy(await stage('staff', { role: 'district', scope_kind: 'district', scope_key: town.district }), async (district) => {
    await district.goto(`/admin/committees?search=${encodeURIComponent(town.name)}`)
    await expect(district.getByRole('row', { name: new RegExp(town.name) })).toBeVisible()
    await district.getByRole('link', { name: '成员管理' }).click()
    await expect(district.getByRole('heading', { level: 1, name: '试验家园业主委员会' })).toBeVisible()
    for (const name of ['终止', '更改任期', '新增成员', '查看完整信息']) await expect(district.getByRole('button', { name, exact: true })).toHaveCount(0)
    await axe(district)
    await shot(district, 'committee-overseen')
    await district.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '业主大会' }).click()
    await expect(district.getByRole('heading', { level: 1, name: '业主大会' })).toBeVisible()
    await expect(district.getByRole('button', { name: '新增', exact: true })).toHaveCount(0)
  })
  await seenBy(town.member, async (member) => {
    await member.goto('/admin/committees')
    await expect(member.getByRole('row', { name: /试验家园业主委员会/ })).toHaveCount(1)
    await member.goto(address)
    await expect(member.getByRole('heading', { level: 1, name: '试验家园业主委员会' })).toBeVisible()
    await expect(member.getByRole('button', { name: '终止' })).toHaveCount(0)
  })
  const elsewhere = await stage('office')
  await signInStaff(elsewhere.clerk)
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1, name: '没有找到这个组织' })).toBeVisible()
  await page.goto(`/admin/committees?search=${encodeURIComponent(town.name)}`)
  await expect(page.getByText('没有符合条件的内容')).toBeVisible()
})
