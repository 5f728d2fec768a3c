import { expect, test } from '../fixtures.ts'

const CAST = 'mutation($input: CastBallotInput!) { castBallot(input: $input) { __typename } }'

test('a closed ballot is counted, and its result says test by test why one matter passed and another failed', async ({ page, stage, ask, signInStaff, axe, shot }) => {
  test.slow() // the window must close, and the page is looked at in both languages and all sizes
  const town = await stage('town', { units: 6, ballot: 'open', closes_in: 25, matters: [{ title: '更换电梯' }, { title: '加装岗亭' }] })
  const { ballot } = town
  if (ballot === undefined) throw new Error('there is no ballot')
  await signInStaff(town.clerk)
  await page.goto(`/admin/ballots/${ballot.id}`)
  await expect(page.getByRole('heading', { name: '投票进展' })).toBeVisible()
  // Four of six take part: exactly two thirds. All are for the first matter, two of four for the second: not more than half.
  for (const [at, owner] of town.residents.slice(0, 4).entries()) {
    const choices = ballot.matters.map((matter, number) => ({ matterId: matter.id, optionIds: [matter.options[number === 1 && at >= 2 ? 1 : 0]?.id] }))
    const { castBallot } = await ask<{ castBallot: { __typename: string } }>(owner, CAST, { input: { ballotId: ballot.id, clientKey: crypto.randomUUID(), choices } })
    expect(castBallot.__typename).toBe('Receipt')
  }
  await expect(page.getByText('结果已公布，任何人都不能更改。')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: '查看计票结果' }).click()

  await expect(page.getByRole('heading', { level: 1, name: '计票结果：年度业主大会' })).toBeVisible()
  const passed = page.getByRole('region', { name: '事项 1 · 更换电梯' })
  await expect(passed.getByText('通过。各项法定条件均已达到。')).toBeVisible()
  await expect(passed.getByRole('row', { name: /参与表决的人数 4 人 6 人 66\.66 % ≥ 2\/3 ✓ 达到/ })).toBeVisible()
  const failed = page.getByRole('region', { name: '事项 2 · 加装岗亭' })
  await expect(failed.getByRole('row', { name: /同意的人数 2 人 4 人 50\.00 % > 1\/2 ✕ 未达到，差 1 人/ })).toBeVisible()
  await failed.getByText('用文字说明和法律依据').click()
  await expect(failed.getByText(/民法典》第二百七十八条/).first()).toBeVisible()
  await axe(page)
  await shot(page, 'ballot-result')
  const [sheet] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载结果公示单（PDF）' }).click()])
  expect(sheet.suggestedFilename()).toBe(`result-${ballot.id}.pdf`)
  await expect(page.getByRole('link', { name: '下载重新计票文件' })).toHaveCount(0)

  await page.getByRole('link', { name: '打印页' }).click()
  await expect(page.getByRole('button', { name: '打印' })).toBeVisible()
  await expect(page.getByText('参与表决人数 4 人').first()).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await page.goto(`/admin/ballots/${ballot.id}/units`)
  await expect(page.getByRole('cell', { name: '✓ 已投' })).toHaveCount(4)
  await expect(page.getByRole('cell', { name: '○ 未投' })).toHaveCount(2)
  await page.getByLabel('楼栋、单元或房间号').fill('1单元 103')
  await page.getByRole('button', { name: '查找', exact: true }).click()
  await expect(page.getByRole('rowheader')).toHaveText(['1号楼 1单元 103'])
  await axe(page)

  await signInStaff(await stage('staff', { role: 'auditor' }))
  await page.goto(`/admin/ballots/${ballot.id}/result`)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载重新计票文件' }).click()])
  expect(file.suggestedFilename()).toBe(`recount-${ballot.id}.json`)
})

test('a held tally is told to the street, and the district lets it go on by the law in force', async ({ page, stage, signInStaff, axe, axeOpen, shot }) => {
  test.slow() // the workers close the ballot, hold its tally, and count again
  const held = await stage('held_tally')
  await signInStaff(await stage('staff', { role: 'street_reviewer', scope_kind: 'street', scope_key: held.street }))
  await expect(async () => {
    await page.goto(`/admin/ballots/${held.ballotId}`)
    await expect(page.getByText('截止时适用的法律标准与审核通过时固定的不同')).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: '让计票继续' })).toBeHidden()
  await axe(page)

  await signInStaff(await stage('staff', { role: 'district', scope_kind: 'district', scope_key: held.district }))
  await page.goto(`/admin/ballots/${held.ballotId}`)
  await page.getByRole('button', { name: '记录处理结果' }).click()
  await axeOpen(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '让计票继续' }).click()
  const dialog = page.getByRole('dialog', { name: '让暂停的计票继续' })
  await dialog.getByRole('button', { name: '确认继续' }).click()
  await expect(dialog.getByRole('alert')).toBeFocused()
  await dialog.getByLabel('理由').fill('按截止日有效的民法典计票')
  await axeOpen(page)
  await shot(page, 'ballot-release')
  await dialog.getByRole('button', { name: '确认继续' }).click()
  await expect(page.getByText('结果已公布，任何人都不能更改。')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: '查看计票结果' }).click()
  await page.getByText('怎样计的票').click()
  await expect(page.getByText('理由：按截止日有效的民法典计票')).toBeVisible()
})
