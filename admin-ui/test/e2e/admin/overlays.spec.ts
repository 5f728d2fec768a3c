import type { Page } from '@playwright/test'

import { test } from '../fixtures.ts'

/** A dialog: on which page under /admin it opens, and what is pressed for it, one after the other. */
type Overlay = readonly [at: string, ...presses: (string | RegExp)[]]

const OPEN_SET = 'mutation($input: OpenChangeSetInput!) { openChangeSet(input: $input) { ... on ChangeSetOpened { changeSet { id } } } }'
const FILE = 'mutation($input: FileTicketInput!) { fileTicket(input: $input) { ... on TicketChanged { ticket { id } } } }'
const ASSIGN = 'mutation($input: AssignTicketInput!) { assignTicket(input: $input) { __typename } }'

/** Opens each in turn and looks at it while it is open. What other specs open on their way is looked at there. */
async function lookAt(page: Page, axeOpen: (page: Page) => Promise<void>, overlays: readonly Overlay[]): Promise<void> {
  for (const [at, ...presses] of overlays) {
    await test.step(`${at} ${presses.join(' → ')}`, async () => {
      await page.goto(`/admin${at}`)
      for (const name of presses) await page.getByRole('button', { name, exact: true }).first().click()
      await axeOpen(page)
    })
  }
}

test('every dialog and drawer about an estate and its register', async ({ page, stage, ask, signInStaff, axeOpen }) => {
  test.slow()
  const town = await stage('town', { units: 1, known: 1 })
  const preparing = await stage('town', { status: 'preparing' })
  const { openChangeSet } = await ask<{ openChangeSet: { changeSet: { id: string } } }>(town.clerk, OPEN_SET, { input: { estateId: town.estateId } })
  const set = `/maintenance/${openChangeSet.changeSet.id}`
  const unit = `/estates/${town.estateId}/units?unit=${town.unitIds[0]}`
  await signInStaff(town.clerk)
  await lookAt(page, axeOpen, [
    [`/estates/${town.estateId}`, '导出完整信息'],
    [`/estates/${town.estateId}/buildings`, '删除 1号楼'],
    [unit, /^查看 .* 的完整信息$/],
    [unit, /^更正 .* 的姓名$/],
    [unit, /^解除手机号/],
    [set, '新增'],
    [set, '提交'],
    [set, '放弃这份变更单'],
  ])
  await signInStaff(preparing.clerk)
  await lookAt(page, axeOpen, [[`/estates/${preparing.estateId}`, '标记为已完成']])
})

test('every dialog about bodies, accounts and readers', async ({ page, stage, signInStaff, axeOpen }) => {
  test.slow()
  const town = await stage('desk')
  const body = `/bodies/${town.organizerId}`
  await signInStaff(town.clerk)
  await lookAt(page, axeOpen, [
    [body, '新增成员'],
    [body, '更改任期'],
    [body, '终止'],
    ['/property-companies', '登记物业公司'],
    ['/readers', '登记读卡器'],
    ['/readers', /停用/],
  ])
  await signInStaff(await stage('staff', { role: 'district', scope_kind: 'district', scope_key: town.district }))
  await lookAt(page, axeOpen, [
    ['/accounts', /^重置/],
    ['/accounts', /^停用/],
  ])
})

test('every dialog about an alarm and a ticket', async ({ page, stage, ask, signInStaff, axeOpen }) => {
  test.slow()
  const town = await stage('town')
  await stage('alarm', { estate_id: town.estateId, kind: 'result_late' })
  await signInStaff(town.clerk)
  await lookAt(page, axeOpen, [['/alarms', '记录处理结果']])

  const serviced = await stage('serviced', { units: 1, paying: true })
  const [resident] = serviced.residents
  const input = { unitId: resident?.unitId, kind: 'REPAIR', words: '电梯门关不上，从昨天晚上开始的。', part: 'LIFT', clientKey: crypto.randomUUID() }
  const { fileTicket } = await ask<{ fileTicket: { ticket: { id: string } } }>(resident!, FILE, { input })
  const ticket = `/tickets/${fileTicket.ticket.id}`
  await signInStaff(serviced.company)
  await lookAt(page, axeOpen, [[ticket, '不予受理']])
  await ask(serviced.company, ASSIGN, { input: { ticketId: fileTicket.ticket.id, memberId: serviced.workerId } })
  await lookAt(page, axeOpen, [[ticket, '开始处理'], [ticket, '搁置'], [ticket, '改派']])
  await signInStaff(serviced.clerk)
  await lookAt(page, axeOpen, [[ticket, '督办']])
})
