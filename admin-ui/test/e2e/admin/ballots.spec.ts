import { expect, test } from '../fixtures.ts'
import type { Town } from '../stage.ts'

const CAST = 'mutation($input: CastBallotInput!) { castBallot(input: $input) { __typename } }'
type Ask = <Data>(who: { readonly cookie: string }, document: string, variables?: object) => Promise<Data>

/** An owner answers every matter with its first option. */
async function cast(ask: Ask, town: Town, resident: number): Promise<void> {
  const owner = town.residents[resident]
  if (owner === undefined || town.ballot === undefined) throw new Error('there is no such resident or no ballot')
  const choices = town.ballot.matters.map((matter) => ({ matterId: matter.id, optionIds: [matter.options[0]?.id] }))
  const { castBallot } = await ask<{ castBallot: { __typename: string } }>(
    owner, CAST, { input: { ballotId: town.ballot.id, clientKey: crypto.randomUUID(), choices } },
  )
  expect(castBallot.__typename).toBe('Receipt')
}

test('a clerk finds a running ballot and sees each casting as it comes, in heads and area against the law', async ({ page, stage, ask, signInStaff, axe, shot }) => {
  const town = await stage('town', { units: 6, ballot: 'open' })
  await signInStaff(town.clerk)
  await page.goto('/admin/ballots')
  await page.getByRole('searchbox').fill(town.name)
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('combobox', { name: '状态' }).selectOption('投票中')
  await expect(page).toHaveURL(/state=OPEN/)
  await expect(page.getByText('共 1 项投票')).toBeVisible()
  await axe(page)
  await shot(page, 'ballots')
  await page.getByRole('link', { name: '查看进展：年度业主大会' }).click()

  await expect(page.getByRole('heading', { level: 1, name: '年度业主大会' })).toBeVisible()
  await expect(page.getByText(/实时更新/)).toBeVisible()
  await expect(page.getByText('人数和面积都还没有达到法定参与门槛，两项都要达到。')).toBeVisible()
  for (const resident of [0, 1, 2]) await cast(ask, town, resident)
  await expect(page.getByRole('img', { name: '人数：已参与 50.00 %，3 人，共 6 人' })).toBeVisible()
  const missing = page.getByRole('row', { name: /^还差/ })
  await expect(missing).toContainText('还差 1 人')
  await expect(missing).toContainText('还差 88.35 平方米')
  await axe(page)
  await shot(page, 'ballot-progress')
  await cast(ask, town, 3)
  await expect(page.getByText('人数和面积都已达到法定参与门槛。')).toBeVisible()
  await expect(missing).toContainText('✓ 已达到')
})

test('the street writes to who has not voted, extends once and is told why not again', async ({ page, stage, ask, signInStaff, axe, shot }) => {
  const town = await stage('town', { units: 3, ballot: 'open' })
  await cast(ask, town, 0)
  await signInStaff(town.clerk)
  await page.goto(`/admin/ballots/${town.ballot?.id}`)
  await page.getByRole('button', { name: '发送短信' }).click()
  await axe(page)
  await page.getByRole('dialog').getByRole('button', { name: '发送', exact: true }).dblclick()
  await expect(page.getByRole('dialog')).toBeHidden()
  const broadcast = page.getByRole('row', { name: /催投提醒/ })
  await expect(broadcast).toContainText('2', { timeout: 20_000 })
  await broadcast.getByRole('button', { name: /查看送达情况/ }).click()
  await expect(page.getByRole('dialog').getByRole('listitem').filter({ hasText: /已送达|等待发送/ })).toHaveCount(2)
  await axe(page)
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()

  await page.getByRole('button', { name: '延期', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '延期 15 天' })
  await dialog.getByRole('button', { name: '确认延期' }).click()
  await expect(dialog.getByRole('alert')).toBeFocused()
  await dialog.getByLabel('理由').fill('参与人数不足')
  await axe(page)
  await shot(page, 'ballot-extend')
  await dialog.getByRole('button', { name: '确认延期' }).click()
  await expect(page.getByText(/已延期 15 天 · 理由：参与人数不足/)).toBeVisible()
  await expect(page.getByText(/每项投票只能延期一次/)).toBeVisible()
  await expect(page.getByRole('button', { name: '延期', exact: true })).toBeHidden()
  await expect(page.getByRole('listitem').filter({ hasText: '延期 15 天' })).toBeVisible()
})

test('one matter is suspended by its typed title and the others go on; then the whole ballot', async ({ page, stage, ask, signInStaff, axe, shot }) => {
  const town = await stage('town', { units: 3, ballot: 'open', matters: [{ title: '更换电梯' }, { title: '修订管理规约' }] })
  await cast(ask, town, 0)
  await signInStaff(town.reviewer)
  await page.goto(`/admin/ballots/${town.ballot?.id}`)
  await page.getByRole('button', { name: '挂起这个事项：更换电梯' }).click()
  const dialog = page.getByRole('dialog', { name: '挂起' })
  await expect(dialog).toContainText('其余 1 个事项照常投票和计票')
  await dialog.getByLabel('理由').fill('范围设置错误')
  await dialog.getByLabel('请原样输入标题以确认').fill('更换电')
  await dialog.getByRole('button', { name: '确认挂起' }).click()
  await expect(dialog.getByRole('alert')).toBeFocused()
  await expect(dialog.getByLabel('理由')).toHaveValue('范围设置错误')
  await dialog.getByLabel('请原样输入标题以确认').fill('更换电梯')
  await dialog.getByRole('button', { name: '确认挂起' }).click()
  await expect(page.getByText(/已于 .* 挂起，原因：范围设置错误/)).toBeVisible()

  await page.getByRole('button', { name: '挂起', exact: true }).click()
  await expect(dialog).toContainText('已投的 1 套（1 人、88.35 平方米）保留，但不计票')
  await dialog.getByLabel('理由').fill('整项投票重新发起')
  await dialog.getByLabel('请原样输入标题以确认').fill('年度业主大会')
  await axe(page)
  await shot(page, 'ballot-suspend')
  await dialog.getByRole('button', { name: '确认挂起' }).click()
  await expect(page.getByText('挂起原因：整项投票重新发起')).toBeVisible()
  await expect(page.getByRole('button', { name: '挂起', exact: true })).toBeHidden()
  await axe(page)
})

test('a ballot is for its own place and its own people: others do not see it or may only look', async ({ page, stage, signInStaff }) => {
  const town = await stage('town', { ballot: 'open' })
  const elsewhere = await stage('town')
  await signInStaff(elsewhere.clerk)
  await page.goto(`/admin/ballots/${town.ballot?.id}`)
  await expect(page.getByRole('heading', { level: 1, name: '没有这项投票' })).toBeVisible()
  await signInStaff(await stage('staff', { role: 'district', scope_kind: 'district', scope_key: town.district }))
  await page.goto(`/admin/ballots/${town.ballot?.id}`)
  await expect(page.getByRole('heading', { level: 1, name: '年度业主大会' })).toBeVisible()
  await expect(page.getByRole('button', { name: /挂起|延期|发送短信|复制/ })).toHaveCount(0)
  await signInStaff(town.member)
  await page.goto(`/admin/ballots/${town.ballot?.id}`)
  await expect(page.getByRole('button', { name: '复制为新草稿' })).toBeVisible()
  await expect(page.getByRole('button', { name: /挂起|延期|发送短信/ })).toHaveCount(0)
})
