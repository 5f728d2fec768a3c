import { readFileSync } from 'node:fs'

import { expect, test } from '../fixtures.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

test('a sheet with faulty rows names each by row and column and imports nothing; mended, it is previewed and submitted', async ({ page, stage, signInStaff, axe, shot }) => {
  test.slow()
  const town = await stage('town', { units: 0, unknown: 2 })
  await signInStaff(town.clerk)
  const unit = (room: string, area: number | string, owner: string | null = null, document: string | null = null): (string | number | null)[] =>
    ['1号楼', '1', 1, 1, 1, room, '住宅', '两居室', area, '不动产登记', '否', '是', owner, document && '护照', document, owner && '2020-01-31']
  const sheet = async (name: string, rows: (string | number | null)[][]): Promise<{ name: string; mimeType: string; buffer: Buffer }> =>
    ({ name, mimeType: XLSX, buffer: Buffer.from(await stage('sheet', { rows }), 'base64') })

  await page.goto(`/admin/estates/${town.estateId}`)
  await page.getByRole('link', { name: '导入表格' }).click()
  await expect(page.getByRole('heading', { name: `已选择：${town.name}` })).toBeVisible()
  const fetched = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载模板' }).click()
  expect((await fetched).suggestedFilename()).toBe('房屋导入模板.xlsx')
  await page.getByRole('button', { name: '上传并预览' }).click()
  await expect(page.getByRole('alert')).toContainText('请先选择文件')

  const file = page.getByLabel('Excel 文件')
  await file.setInputFiles(await sheet('房屋.xlsx', [unit('101', 207.1, '周新补', 'EE0000771'), unit('102', '很大'), unit('', 60)]))
  await page.getByRole('button', { name: '上传并预览' }).click()
  await expect(page.getByRole('alert')).toContainText('处需要更正，没有导入任何内容')
  await expect(page.getByRole('alert')).toBeFocused()
  const faults = page.getByRole('region', { name: '需要更正的地方' })
  await expect(faults.getByRole('row', { name: /第 3 行.*建筑面积/ })).toContainText('3')
  await expect(faults.getByRole('row', { name: /第 4 行.*房间号/ })).toBeVisible()
  await expect(page.getByText(/已选择：房屋.xlsx/)).toBeVisible()
  await axe(page)
  await shot(page, 'import-faults')

  await file.setInputFiles(await sheet('房屋-改.xlsx', [unit('101', 207.1, '周新补', 'EE0000771'), unit('102', 88.35), unit('103', 60)]))
  await page.getByRole('button', { name: '上传并预览' }).click()
  await expect(page.getByText('这是导入预览，还没有任何内容生效。')).toBeVisible()
  await expect(page.getByText('另有 1 套与现有信息相同，不作修改。')).toBeVisible()
  await expect(page.getByRole('region', { name: '修改内容' })).toContainText('建筑面积：88.35 平方米 → 207.10 平方米')
  await expect(page.getByRole('region', { name: '修改内容' })).toContainText('周*补')
  await axe(page)
  await shot(page, 'import-preview')
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('已生效：新增 1 套，修改 1 套，登记产权 1 项。')).toBeVisible()

  // Export: masked for the asking, in full against a reason.
  await page.goto(`/admin/estates/${town.estateId}`)
  const saved = async (press: () => Promise<void>): Promise<number> => {
    const waiting = page.waitForEvent('download')
    await press()
    const given = await waiting
    expect(given.suggestedFilename()).toBe(`${town.name}-房屋.xlsx`)
    return readFileSync(await given.path()).length
  }
  expect(await saved(() => page.getByRole('button', { name: '导出（隐去个人信息）' }).click())).toBeGreaterThan(1000)
  await page.getByRole('button', { name: '导出完整信息' }).click()
  const asking = page.getByRole('dialog', { name: `导出“${town.name}”的完整产权人信息？` })
  await expect(asking).toContainText('3 套房屋')
  await asking.getByLabel('原因').fill('街道核对业主名册')
  expect(await saved(() => asking.getByRole('button', { name: '导出完整信息' }).click())).toBeGreaterThan(1000)
  await expect(page.getByText('文件正在下载')).toBeVisible()
})

test('a street proposes an estate that is missing (Q6); the district accepts one under its number and turns one down', async ({ page, stage, signInStaff, axe, axeOpen, shot }) => {
  test.slow()
  const office = await stage('street_office')
  const propose = async (name: string, address: string): Promise<void> => {
    await page.getByLabel('项目名称').fill(name)
    await page.getByLabel('地址').fill(address)
    await page.getByLabel('申报原因').fill('系统内没有这个小区')
    await page.getByRole('button', { name: '提交申报' }).click()
  }
  await signInStaff(office.clerk)
  await page.goto('/admin/')
  await page.getByRole('link', { name: '新增项目' }).click()
  await page.getByRole('button', { name: '提交申报' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await propose(office.name, '试验路1号')
  await expect(page.getByText(`“${office.name}”已申报，等待区住建委受理。`)).toBeVisible()
  await propose(office.name, '试验路2号')
  await expect(page.getByRole('alert')).toContainText('本街道已有同名小区')
  await expect(page.getByLabel('地址')).toHaveValue('试验路2号')
  await propose(`${office.name}二期`, '试验路2号')
  await expect(page.getByRole('region', { name: '申报列表' }).getByRole('row', { name: new RegExp(`${office.name}二期`) })).toBeVisible()
  await axe(page)
  await shot(page, 'propose-estate')

  await signInStaff(office.officer)
  await page.goto('/admin/')
  await page.getByRole('link', { name: '项目受理' }).click()
  await page.getByRole('button', { name: `受理 ${office.name}`, exact: true }).click()
  const accepting = page.getByRole('dialog', { name: `受理“${office.name}”？` })
  await accepting.getByLabel('物业项目编号').fill('110105026-1-007')
  await accepting.getByRole('button', { name: '受理', exact: true }).click()
  await expect(accepting.getByRole('alert')).toContainText(`以该小区所在街道的代码 ${office.street} 开头`)
  await axe(page)
  await accepting.getByLabel('物业项目编号').fill(`${office.street}-1-007`)
  await accepting.getByRole('button', { name: '受理', exact: true }).click()
  await expect(page.getByText(`“${office.name}”已受理，编号 ${office.street}-1-007。`)).toBeVisible()
  await page.getByRole('button', { name: `不予受理 ${office.name}二期` }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('与一期为同一项目')
  await axeOpen(page)
  await page.getByRole('dialog').getByRole('button', { name: '不予受理', exact: true }).click()
  await expect(page.getByText(`“${office.name}二期”已不予受理`)).toBeVisible()
  await expect(page.getByText('没有待受理的申报')).toBeVisible()

  await signInStaff(office.clerk)
  await page.goto('/admin/proposals')
  await expect(page.getByRole('region', { name: '不予受理的申报' })).toContainText('与一期为同一项目')
  await page.goto('/admin/estates')
  await page.getByRole('link', { name: office.name, exact: true }).click()
  await expect(page.getByText('还不能标记为已完成：有 1 处需要先解决')).toBeVisible()
  await expect(page.getByText('还没有楼栋，请先通过房屋维护添加。')).toBeVisible()
  await axe(page)
})
