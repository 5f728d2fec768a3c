import type { Page } from '@playwright/test'

import { expect, test } from '../fixtures.ts'

/** Presses what opens a dialog, fills what it asks, and sends it. */
async function act(desk: Page, name: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void> = async () => undefined): Promise<void> {
  await desk.getByRole('button', { name, exact: true }).click()
  const dialog = desk.getByRole('dialog')
  await fill(dialog)
  await dialog.getByRole('button', { name: '提交' }).click()
  await expect(dialog).toHaveCount(0)
}

test('a repair from the photo to the rated end', async ({ page: phone, browser, origin, stage, signInOwner, signInStaff, shot }) => {
  test.slow()
  const town = await stage('serviced', { units: 1 })
  const files = await stage('photo_files')
  const file = (name: keyof typeof files, called: string): { name: string; mimeType: string; buffer: Buffer } => ({ name: called, mimeType: 'image/jpeg', buffer: Buffer.from(files[name], 'base64') })
  const office = await browser.newContext({ baseURL: origin, viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const desk = await office.newPage()

  // The owner files, with the camera; first a file that is no photo: said at once, the rest is kept.
  await signInOwner(town.residents[0]!)
  await phone.goto('/tickets/new')
  await phone.getByRole('radio', { name: /报修/ }).check()
  await phone.getByRole('radio', { name: /我的房屋/ }).check()
  await phone.getByLabel('说说情况').fill('厨房水管接头渗水，橱柜底板已经泡湿。')
  await phone.getByLabel('从相册选').setInputFiles(file('deed', '房产证.jpg'))
  await expect(phone.getByText('这不是照片')).toBeVisible()
  await expect(phone.getByLabel('说说情况')).toHaveValue('厨房水管接头渗水，橱柜底板已经泡湿。')
  await phone.getByRole('button', { name: '删除 · 第 1 张照片' }).click()
  await phone.getByLabel('拍照').setInputFiles(file('photo', 'IMG_0001.jpg'))
  await expect(phone.getByText('已上传')).toBeVisible()
  await phone.getByRole('button', { name: '提交', exact: true }).dblclick()
  await expect(phone.getByText('已提交，可以在这里随时查看进展')).toBeVisible()
  await expect(phone.getByRole('button', { name: '放大第 1 张照片' })).toBeVisible()
  const address = phone.url()

  // The company looks at the photo, assigns, answers, works, and is done with a photo of it.
  await signInStaff(town.company, office)
  await desk.goto('/admin/tickets')
  await expect(desk.getByText('共 1 件')).toBeVisible()
  await desk.getByRole('link', { name: /报修 · 1号楼/ }).click()
  await desk.getByRole('button', { name: '查看照片（1 张）' }).click()
  await expect(desk.getByRole('button', { name: '放大第 1 张照片' })).toBeVisible()
  await act(desk, '派单', async (dialog) => { await dialog.getByLabel('负责人', { exact: true }).selectOption('孙*傅') })
  await act(desk, '答复业主', (dialog) => dialog.getByLabel('答复内容').fill('孙师傅下午两点上门。'))
  await act(desk, '开始处理')
  await act(desk, '办结', async (dialog) => {
    await dialog.getByLabel('做了什么').fill('更换了角阀。')
    await dialog.getByLabel('选择照片').setInputFiles(file('photo', 'IMG_0100.jpg'))
    await expect(dialog.getByText('已上传')).toBeVisible()
  })

  // Before and after stand side by side for the owner, who asks again, once.
  await phone.goto('/')
  await phone.getByRole('link', { name: '去评分，或要求重新处理' }).click()
  await expect(phone.getByText('孙师傅下午两点上门。')).toBeVisible()
  const card = phone.getByRole('region', { name: '已处理' })
  await expect(card).toContainText('更换了角阀。')
  await expect(card.getByRole('button', { name: /放大/ })).toHaveCount(2)
  await shot(phone, 'repair-after')
  await phone.getByRole('button', { name: '没处理好，要求重新处理' }).click()
  await phone.getByLabel('哪里没有处理好').fill('接头晚上又开始渗水。')
  await phone.getByLabel('拍照').setInputFiles(file('photo', 'IMG_0002.jpg'))
  await phone.getByRole('button', { name: '要求重新处理', exact: true }).click()
  await expect(phone.getByText(/物业应在 .+ 前答复或重新派人/)).toBeVisible()
  await expect(phone.getByRole('button', { name: '放大第 3 张照片' })).toBeVisible()

  await desk.goto('/admin/')
  await expect(desk.getByRole('heading', { name: /等待受理的投诉报修/ })).toContainText('1 项')
  await desk.getByRole('link', { name: /报修 · 1号楼/ }).click()
  await expect(desk.getByText('接头晚上又开始渗水。')).toBeVisible()
  await act(desk, '改派', async (dialog) => { await dialog.getByLabel('负责人', { exact: true }).selectOption('孙*傅') })
  await act(desk, '办结', (dialog) => dialog.getByLabel('做了什么').fill('重新更换接头，试压半小时不再渗水。'))

  await phone.goto(address)
  await phone.getByRole('radio', { name: /很满意/ }).check()
  await phone.getByRole('button', { name: '提交评分' }).click()
  await expect(phone.getByText('您的评分：很满意（5 分）')).toBeVisible()

  // The street sees the times and the figures, and nobody's full name.
  await signInStaff(town.clerk, office)
  await desk.goto('/admin/tickets/figures')
  const row = desk.getByRole('row', { name: new RegExp(town.name) })
  await expect(row).toContainText('0 / 1')
  await shot(desk, 'repair-figures')
  await row.getByRole('link', { name: town.name }).click()
  await desk.getByLabel('状态').selectOption('全部状态')
  await desk.getByRole('link', { name: /报修 · 1号楼/ }).click()
  await expect(desk.getByText('很满意 · 5 分')).toBeVisible()
  await expect(desk.getByRole('heading', { name: '各阶段用时' })).toBeVisible()
  await expect(desk.getByText('张*验')).toBeVisible()
  await shot(desk, 'repair-detail')
  await office.close()
})
