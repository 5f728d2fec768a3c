import type { Page } from '@playwright/test'

import { expect, test } from '../fixtures.ts'

const ANSWER = `mutation($input: AnswerManualReviewInput!) { askForReviewPhotos(input: $input) { __typename ... on ManualReview { state } } }`
const REJECT = `mutation($input: AnswerManualReviewInput!) { rejectManualReview(input: $input) { __typename ... on ManualReview { state } } }`
const QUEUE = `query($id: UUID!) { manualReview(id: $id) { register { titleId } } }`
const APPROVE = `mutation($input: ApproveManualReviewInput!) { approveManualReview(input: $input) { __typename ... on ManualReview { state } } }`

interface Chosen { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }

const file = (name: string, mimeType: string, base64: string): Chosen => ({ name, mimeType, buffer: Buffer.from(base64, 'base64') })

/** Chooses files for one of the two documents, as from the album. */
async function choose(page: Page, document: string, ...files: Chosen[]): Promise<void> {
  await page.getByRole('group', { name: document }).getByLabel('从相册选').setInputFiles(files)
}

test('an owner who fails the match sends photos, mends what the street asks for, is approved and votes', async ({ page, stage, ask, signInOwner, axe, shot }) => {
  test.slow() // each page is looked at in two languages and three sizes
  const town = await stage('town', { units: 2, known: 1, ballot: 'open' })
  const files = await stage('photographs')
  const [owner, number] = [await stage('visitor'), await stage('id_card')]
  const photo = (name: string): Chosen => file(name, 'image/jpeg', files.photo)
  await signInOwner(owner)

  // Without a failed match there is nothing to ask for.
  await page.goto('/manual-review')
  await expect(page.getByText('现在没有可以申请的房屋')).toBeVisible()
  await axe(page)
  await page.getByRole('link', { name: '去认证房屋' }).click()
  await page.getByLabel('输入小区名称或地址中的几个字').fill(town.name)
  await page.getByRole('button', { name: town.name }).click()
  await page.getByRole('button', { name: '1号楼' }).click()
  await page.getByRole('button', { name: '1单元 103' }).click()
  await page.getByLabel('产权人姓名').fill('钱待审')
  await page.getByLabel('证件号码', { exact: true }).fill(number)
  await page.getByRole('checkbox', { name: /我已阅读并同意/ }).check()
  await page.getByRole('button', { name: '提交认证' }).click()
  await page.getByRole('link', { name: '申请人工认证' }).click()

  // What was typed is there; nothing is ticked, and no photo is taken before it is.
  await expect(page.getByRole('heading', { level: 1, name: '申请人工认证' })).toBeVisible()
  await expect(page.getByText('钱待审')).toBeVisible()
  await expect(page.getByText(number)).toBeVisible()
  expect(page.url()).not.toContain(town.unitIds[2])
  await expect(page.getByRole('checkbox', { name: /我已阅读并同意/ })).not.toBeChecked()
  await expect(page.getByLabel('拍照')).toHaveCount(0)
  await page.getByRole('button', { name: '提交给街道' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByRole('alert')).toContainText('请阅读照片怎样使用')
  await shot(page, 'review-ask')
  await axe(page)
  await page.getByRole('checkbox', { name: /我已阅读并同意/ }).check()

  // A wrong kind, a HEIC that this browser cannot open and a dark photo are said at once; the rest stays.
  await expect(page.getByRole('group', { name: '身份证明' }).getByLabel('拍照')).toHaveAttribute('capture', 'environment')
  await choose(page, '身份证明', file('扫描件.jpg', 'image/jpeg', Buffer.from('%PDF-1.7 no photo').toString('base64')))
  const identity = page.getByRole('group', { name: '身份证明' })
  await expect(identity.getByRole('alert').filter({ hasText: '这不是照片' })).toBeVisible()
  await choose(page, '身份证明', file('IMG_0001.HEIC', 'image/heic', files.heic), file('pocket.jpg', 'image/jpeg', files.dark))
  await expect(identity.getByRole('alert').filter({ hasText: '兼容性最佳' })).toBeVisible()
  await expect(identity.getByRole('alert').filter({ hasText: '几乎是一种颜色' })).toBeVisible()
  await page.getByRole('button', { name: '提交给街道' }).click()
  const summary = page.getByRole('alert').filter({ hasText: '有 2 处需要更正' })
  await expect(summary).toBeFocused()
  await shot(page, 'review-photo-faults')
  await axe(page)
  await summary.getByRole('button', { name: /房产证明/ }).click()
  await expect(page.getByRole('group', { name: '房产证明' })).toBeFocused()
  for (let left = 3; left > 0; left -= 1) await identity.getByRole('button', { name: /^删除/ }).first().click()

  // The network fails once: that photo is sent again, the other one is not touched.
  await choose(page, '身份证明', photo('identity.jpg'))
  await expect(identity.getByText('已上传')).toBeVisible()
  await page.route('**/photos/*', (route) => route.abort('connectionreset'), { times: 1 })
  await choose(page, '房产证明', photo('deed.jpg'))
  const property = page.getByRole('group', { name: '房产证明' })
  await expect(property.getByText('没有传上，请检查网络后重试。')).toBeVisible()
  await shot(page, 'review-photo-stuck')

  // The page is left and come back to: the photos are still there.
  await page.getByRole('link', { name: '我的房屋' }).click()
  await page.goBack()
  await expect(identity.getByText('已上传')).toBeVisible()
  await property.getByRole('button', { name: /^重试/ }).click()
  await expect(property.getByText('已上传')).toBeVisible()
  // It was held upright: what is shown stands, and what is sent carries no note of the camera.
  const size = await property.getByRole('img', { name: '第 1 张照片' }).evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])
  expect(size).toEqual([1200, 1600])
  await shot(page, 'review-photos')
  await axe(page)
  await page.getByRole('button', { name: '提交给街道' }).dblclick()

  await expect(page.getByText('等街道核实')).toBeVisible()
  await expect(page.getByText('办好了会发短信告诉您')).toBeVisible()
  const reviewId = page.url().split('/').pop() ?? ''
  await page.getByRole('button', { name: '看我交的照片' }).click()
  await page.getByRole('button', { name: '放大第 1 张照片' }).click()
  await expect(page.getByRole('dialog', { name: '第 1 张照片' })).toBeVisible()
  await page.keyboard.press('Escape')
  await shot(page, 'review-waits')
  await axe(page)
  const kept = await page.evaluate(() => JSON.stringify([location.href, document.title, { ...localStorage }, { ...sessionStorage }]))
  expect(kept).not.toContain(number)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '人工认证办理中' })).toBeVisible()
  await shot(page, 'home-review-waits')
  await axe(page)

  // The street wants another photo.
  await ask(town.clerk, ANSWER, { input: { reviewId, reasons: ['PHOTO_UNREADABLE'], words: '请补拍房产证坐落页' } })
  await page.reload()
  await expect(page.getByRole('heading', { name: '街道请您补照片' })).toBeVisible()
  await axe(page)
  await page.getByRole('link', { name: '去补照片' }).click()
  await expect(page.getByText('工作人员说：请补拍房产证坐落页').first()).toBeVisible()
  await expect(page.getByText('四角完整、文字可辨').first()).toBeVisible()
  await page.getByRole('checkbox', { name: /我已阅读并同意/ }).check()
  await page.getByRole('button', { name: '补交给街道' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '请至少补一张照片' })).toBeFocused()
  await choose(page, '房产证明', photo('address.jpg'))
  await expect(page.getByText('已上传')).toBeVisible()
  await shot(page, 'review-more')
  await axe(page)
  await page.getByRole('button', { name: '补交给街道' }).click()
  await expect(page.getByText('照片已经补上')).toBeVisible()
  await expect(page.getByText('等街道核实')).toBeVisible()

  // Then it is turned down; what was entered needs no typing for another try.
  await ask(town.reviewer, REJECT, { input: { reviewId, reasons: ['IDENTITY_MISSING'], words: '请拍身份证有号码的一面' } })
  await page.goto('/')
  await page.getByRole('link', { name: '看原因' }).click()
  await expect(page.getByRole('heading', { name: '街道没有通过，原因是' })).toBeVisible()
  await expect(page.getByText('工作人员说：请拍身份证有号码的一面').first()).toBeVisible()
  await shot(page, 'review-rejected')
  await axe(page)
  await page.getByRole('button', { name: '再申请一次' }).click()
  await expect(page.getByText('钱*审')).toBeVisible()
  await page.getByRole('checkbox', { name: /我已阅读并同意/ }).check()
  await choose(page, '身份证明', photo('side.jpg'))
  await choose(page, '房产证明', photo('deed.jpg'))
  await page.getByRole('button', { name: '提交给街道' }).click()
  await expect(page.getByText('等街道核实')).toBeVisible()

  const second = page.url().split('/').pop() ?? ''
  expect(second).not.toBe(reviewId)
  const { manualReview } = await ask<{ manualReview: { register: { titleId: string } } }>(town.clerk, QUEUE, { id: second })
  const { approveManualReview: approved } = await ask<{ approveManualReview: { state: string } }>(town.clerk, APPROVE, {
    input: { reviewId: second, presentTitleId: manualReview.register.titleId, evidence: '京（2026）朝阳不动产权第0000103号' },
  })
  expect(approved.state).toBe('APPROVED')
  await page.reload()
  await expect(page.getByText('认证成功，您现在可以看这个小区的投票和公告，也可以投票。')).toBeVisible()
  await shot(page, 'review-approved')
  await axe(page)
  await page.getByRole('link', { name: '去首页看看' }).click()
  await page.getByRole('link', { name: '看事项，去投票' }).click()
  await page.getByRole('link', { name: '去投票' }).click()
  await page.getByRole('radio', { name: '赞成' }).check()
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await expect(page.getByText('您计 1 人、88.35 平方米，共 1 套')).toBeVisible()
  await page.getByRole('button', { name: '提交投票' }).click()
  await expect(page.getByText('您的投票已经记录')).toBeVisible()
})

test('a review is withdrawn with all that was sent, and a second answer to it is told', async ({ page, stage, signInOwner, axe, shot }) => {
  test.slow()
  const town = await stage('town', { units: 1, known: 1 })
  const [owner] = await stage('applicants', { town, unit_ids: [town.unitIds[1]!] })
  await signInOwner(owner!)
  await page.goto(`/manual-review/${owner!.reviewId}`)
  await page.getByRole('button', { name: '撤回申请' }).click()
  await expect(page.getByRole('alert')).toContainText('填写的内容和照片马上删除')
  await axe(page)
  await page.getByRole('button', { name: '确认撤回' }).click()
  await expect(page.getByText('已撤回，填写的内容和照片都删除了。')).toBeVisible()
  await expect(page.getByText('您已撤回', { exact: false }).first()).toBeVisible()
  await expect(page.getByText(/照片已于 .* 删除/)).toBeVisible()
  await expect(page.getByRole('button', { name: '撤回申请' })).toHaveCount(0)
  await shot(page, 'review-withdrawn')
  await axe(page)
  await page.goto('/manual-review')
  await expect(page.getByRole('link', { name: /您已撤回/ })).toBeVisible()
  await shot(page, 'reviews-mine')
  await axe(page)
})
