import type { Page } from '@playwright/test'

import { expect, test } from '../fixtures.ts'
import { Reader } from '../pad/reader.ts'
import { advance } from './clock.ts'

/** The owner at this door lays their card down and votes. */
async function visit(pad: Page, reader: Reader, door: RegExp, owner: { card: string; masked: string }, choice: string): Promise<void> {
  await expect(pad.getByRole('region', { name: '现在去' }).getByText(door)).toBeVisible()
  await pad.getByRole('button', { name: '业主在，开始读卡' }).click()
  await expect(pad.getByText(door)).toBeVisible()
  await pad.getByRole('checkbox', { name: '我已阅读并同意' }).check()
  await pad.getByRole('button', { name: '开始读卡' }).click()
  await reader.put(owner.card)
  await expect(pad.getByText(owner.masked)).toBeVisible({ timeout: 20_000 })
  await pad.getByRole('button', { name: '是我本人，开始投票' }).click()
  const radios = pad.getByRole('radio', { name: choice })
  await expect(radios).toHaveCount(2)
  for (const one of await radios.all()) await one.check()
  await pad.getByRole('button', { name: '下一步：核对' }).click()
  await pad.getByRole('button', { name: '提交投票' }).click()
  await expect(pad.getByRole('heading', { level: 1, name: /投票已记录/ })).toBeVisible()
  await reader.lift()
  await pad.getByRole('button', { name: '下一位' }).click()
}

test('a committee closes its quorum gap with the planner’s list and the PAD', async ({ page, browser, origin, stage, signInStaff, axe, shot }) => {
  test.setTimeout(300_000)
  const town = await stage('gap')
  const plugged = Reader.enrolled(origin, town.device, town.cards)

  // The chair sees what is missing and whom to visit.
  await signInStaff(town.member)
  await page.goto(`/admin/ballots/${town.ballot.id}/planner`)
  const gap = page.getByRole('region', { name: '离法定参与门槛还差多少' })
  await expect(gap.getByText('还差 3 人')).toBeVisible()
  await expect(gap.getByText('还差 283.34 平方米')).toBeVisible()
  const doors = page.getByRole('region', { name: '上门名单' }).getByRole('row')
  await expect(doors).toHaveCount(4)
  await expect(page.getByRole('link', { name: '打开投票机' })).toHaveAttribute('href', `/pad/?ballot=${town.ballot.id}`)

  const reader = await plugged
  const door = await browser.newContext({ baseURL: origin, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 800 }, hasTouch: true })
  try {
    await signInStaff(town.member, door)
    const pad = await door.newPage()
    await pad.goto(`/pad/?ballot=${town.ballot.id}`)
    await expect(pad.getByLabel('地点类型')).toHaveValue('DOOR')
    await pad.getByLabel('地点', { exact: true }).fill('1 号楼、2 号楼')
    await pad.getByLabel('见证人姓名').fill('钱见证')
    await pad.getByRole('button', { name: '开始服务' }).click()

    // The list of the ballot, the first door in large type.
    await expect(pad.getByRole('heading', { level: 1, name: '上门名单' })).toBeVisible()
    await expect(pad.getByText('还差 3 人、283.34 平方米')).toBeVisible()
    await expect(pad.getByRole('region', { name: '现在去' })).toContainText('1号楼 1单元 101')
    await expect(pad.getByRole('region', { name: '现在去' })).toContainText('找 钱*')
    await expect(pad.getByRole('listitem')).toHaveCount(3)
    await axe(pad)
    await shot(pad, 'walk')
    await pad.getByLabel('走哪里').selectOption('2号楼（1 户）')
    await expect(pad.getByRole('listitem')).toHaveCount(1)
    await expect(pad.getByRole('region', { name: '现在去' })).toContainText('2号楼 201')
    await pad.getByLabel('走哪里').selectOption('全部（3 户）')
    await pad.getByRole('button', { name: '先跳过，看下一户' }).click()
    await expect(pad.getByRole('region', { name: '现在去' })).toContainText('1号楼 2单元 10')
    await expect(pad.getByRole('listitem').filter({ hasText: '已跳过' })).toHaveCount(1)

    // Nobody opens: every helper and the committee see it, and it can be taken back.
    await pad.getByRole('button', { name: '家里没人，去下一户' }).click()
    await expect(pad.getByRole('region', { name: '现在去' })).toContainText('2号楼 201')
    await expect(pad.getByRole('listitem').filter({ hasText: /◌ \d\d:\d\d 没人/ })).toHaveText(/1号楼 2单元 10/)
    await page.getByRole('button', { name: '立即刷新' }).click()
    await expect(doors.nth(2)).toContainText('上门无人')
    await pad.getByRole('button', { name: /1号楼 2单元 10/ }).click()
    await expect(pad.getByText(/来过，家里没人/)).toBeVisible()
    await axe(pad)
    await shot(pad, 'walk-nobody-home')
    await pad.getByRole('button', { name: '撤销“家里没人”' }).click()
    await expect(pad.getByText(/来过，家里没人/)).toBeHidden()
    await pad.getByRole('button', { name: /1号楼 1单元 101/ }).click()

    await visit(pad, reader, /1号楼 1单元 101/, { card: '钱东', masked: '钱*' }, '赞成')
    await expect(pad.getByText('还差 2 人、173.34 平方米')).toBeVisible()
    await expect(pad.getByRole('listitem').filter({ hasText: '✓ 已投票' })).toHaveText(/1号楼 1单元 101/)
    await axe(pad)
    await shot(pad, 'walk-after-a-vote')
    await visit(pad, reader, /1号楼 2单元 10/, { card: '赵双', masked: '赵*' }, '赞成')
    // The committee's page follows by itself.
    await expect(gap.getByText('还差 1 人')).toBeVisible()
    await expect(gap.getByText('✓ 已达到门槛')).toHaveCount(1)
    await visit(pad, reader, /2号楼 201/, { card: '孙西', masked: '孙*' }, '反对')
    await expect(pad.getByText(/人数和面积都已达到法定参与门槛/)).toBeVisible()
    await axe(pad)
    await shot(pad, 'walk-closed')
    const kept = await pad.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]))
    for (const name of Object.keys(town.cards)) expect(kept).not.toContain(name)
  } finally {
    await door.close()
    await reader.close()
  }

  await expect(gap.getByText('✓ 已达到门槛')).toHaveCount(2)
  await expect(page.getByText('不需要再上门催投')).toBeVisible()
  await expect(page.getByText('不需要上门', { exact: true })).toBeVisible()
  await axe(page)
  await shot(page, 'gap-closed')

  // It closes and is counted by itself: the quorum is met.
  advance(6)
  await page.goto(`/admin/ballots/${town.ballot.id}`)
  await expect(page.getByText('结果已公布，任何人都不能更改。')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: '查看计票结果' }).click()
  const matter = page.getByRole('region', { name: '事项 1 · 是否更换物业公司' })
  await expect(matter.getByText('通过。各项法定条件均已达到。')).toBeVisible()
  await expect(page.getByText('8 人 / 11 人')).toBeVisible()
  await shot(page, 'gap-result')
})
