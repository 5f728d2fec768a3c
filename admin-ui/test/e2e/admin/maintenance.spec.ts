import { expect, test } from '../fixtures.ts'

test('a clerk maintains a register by the guide’s chapter 4: apply, confirm, change and add, submit as a whole', async ({ page, stage, signInStaff, axe, shot }) => {
  test.slow()
  const town = await stage('town', { units: 1, unknown: 1 })
  await signInStaff(town.clerk)

  // 第一步：项目管理 > 房屋维护 > 申请。第二步：输入并选择项目名称，点击“确认修改项目”。
  await page.goto('/admin/')
  await page.getByRole('link', { name: '房屋维护' }).click()
  await expect(page.getByText('还没有房屋维护')).toBeVisible()
  await page.getByRole('link', { name: '申请' }).click()
  await page.getByRole('searchbox').fill(town.name.slice(0, -1))
  await page.getByRole('button', { name: new RegExp(town.name) }).click()
  await expect(page.getByRole('heading', { name: `已选择：${town.name}` })).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: '确认修改项目' }).click()

  // 第三步：楼栋列表，新增套数与修改套数；楼盘表；点击房屋修改。
  const buildings = page.getByRole('region', { name: '楼栋列表' })
  await expect(buildings.getByRole('row', { name: /1号楼/ }).getByRole('cell')).toContainText([town.name, '1号楼', '系统', '0', '0'])
  await shot(page, 'maintenance-buildings')
  await page.getByRole('link', { name: '1号楼 楼盘表' }).click()
  await page.getByRole('gridcell', { name: /102/ }).click()
  const changing = page.getByRole('dialog', { name: '修改房屋信息' })
  await expect(changing.getByLabel('房间号')).toHaveValue('102')
  // What was typed goes by a second press only.
  await changing.getByLabel('户型结构').fill('三居室')
  await page.keyboard.press('Escape')
  const leaving = page.getByRole('dialog', { name: '有未保存的修改' })
  await expect(leaving).toBeVisible()
  await axe(page)
  await page.keyboard.press('Escape')
  await expect(leaving).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(leaving).toBeVisible()
  await leaving.getByRole('button', { name: '继续填写' }).click()
  await expect(changing.getByLabel('户型结构')).toHaveValue('三居室')
  await changing.getByRole('button', { name: '取消' }).click()
  await leaving.getByRole('button', { name: '不保存，直接离开' }).click()
  await expect(changing).toBeHidden()
  await page.getByRole('gridcell', { name: /102/ }).click()
  await expect(changing.getByLabel('户型结构')).not.toHaveValue('三居室')
  await changing.getByLabel('终止层').fill('二')
  await changing.getByRole('button', { name: '确认' }).click()
  await expect(changing.getByRole('alert')).toContainText('终止层：请填写整数')
  await expect(changing.getByRole('alert')).toBeFocused()
  await changing.getByLabel('终止层').fill('0')
  await changing.getByLabel('建筑面积').fill('207.1')
  await changing.getByLabel('业主姓名').fill('周新补')
  await changing.getByRole('button', { name: '确认' }).click()
  await expect(changing.getByRole('alert')).toContainText('终止层不能小于起始层')
  await expect(changing.getByLabel('业主姓名')).toHaveValue('周新补')
  await axe(page)
  await shot(page, 'maintenance-unit')
  await changing.getByLabel('终止层').fill('2')
  await changing.getByLabel('证件种类').selectOption('护照')
  await changing.getByLabel('证件号').fill('EE0000991')
  await changing.getByRole('button', { name: '添加产权人' }).click()
  await changing.getByRole('group', { name: '产权人 2' }).getByRole('button', { name: '移除产权人 2' }).click()
  await changing.getByRole('button', { name: '确认' }).click()
  await expect(page.getByText('已写入变更单：102。提交后生效。')).toBeVisible()
  const pending = page.getByRole('region', { name: '本楼栋已填写的修改' })
  await expect(pending).toContainText('建筑面积：88.35 平方米 → 207.10 平方米')
  await expect(pending).toContainText('产权人改为：周*补（护照 E******91）')

  // 新增一套，房间号与已有的相同：整份都不生效，逐条说明；改正后提交。
  await page.getByRole('button', { name: '新增' }).click()
  const adding = page.getByRole('dialog', { name: '在 1号楼 新增房屋' })
  await adding.getByLabel('单元号').fill('1')
  await adding.getByLabel('房间号').fill('101')
  for (const field of ['实际层', '起始层', '终止层']) await adding.getByLabel(field).fill('1')
  await adding.getByLabel('建筑面积').fill('60')
  await adding.getByRole('button', { name: '确认' }).click()
  await expect(page.getByText('已写入变更单：101。提交后生效。')).toBeVisible()
  await axe(page)
  await shot(page, 'maintenance-units')
  await page.getByRole('link', { name: '返回楼栋列表' }).click()
  await expect(buildings.getByRole('row', { name: /1号楼/ }).getByRole('cell')).toContainText([town.name, '1号楼', '系统', '1', '1'])

  // 第四步：提交。
  await page.getByRole('link', { name: '房屋维护', exact: true }).click()
  await page.getByRole('button', { name: new RegExp(`^提交 ${town.name}`) }).click()
  const submitting = page.getByRole('dialog', { name: `提交“${town.name}”的房屋维护？` })
  await expect(submitting).toContainText('还不能提交：有 1 处需要先更正')
  await expect(submitting).toContainText('该楼栋同一单元已有房间号“101”')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: new RegExp(`^修改 ${town.name}`) }).click()
  await page.getByRole('button', { name: '修改 1号楼 1单元 101' }).click()
  await page.getByRole('dialog', { name: '修改房屋信息' }).getByLabel('房间号').fill('103')
  await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await expect(page.getByText('已写入变更单：103')).toBeVisible()
  await page.getByRole('link', { name: '返回楼栋列表' }).click()
  await page.getByRole('button', { name: '新增' }).click()
  await page.getByLabel('楼栋名称').fill('2号楼')
  await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await expect(buildings.getByRole('row', { name: /2号楼/ })).toContainText('新增')
  await page.getByRole('button', { name: '撤销 2号楼' }).click()
  await expect(buildings.getByRole('row', { name: /2号楼/ })).toHaveCount(0)
  await axe(page)
  await shot(page, 'maintenance-set')
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await expect(submitting).toContainText('将新增 0 栋楼、1 套房屋，修改 1 套房屋。')
  await submitting.getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('已生效：新增 1 套，修改 1 套，登记产权 1 项。')).toBeVisible()
  await expect(page.getByRole('region', { name: '办理记录' })).toContainText('提交，整体生效')
  await expect(page.getByRole('button', { name: '提交', exact: true })).toBeHidden()

  await page.goto(`/admin/estates/${town.estateId}/buildings/${town.buildingId}`)
  await expect(page.getByRole('gridcell', { name: '1单元 102, 未认证，有产权人信息' })).toBeVisible()
  await expect(page.getByRole('gridcell', { name: '1单元 103, 未认证，无产权人信息' })).toBeVisible()
})

test('an addition is edited wherever in the list of its building it stands', async ({ page, stage, signInStaff, ask }) => {
  const town = await stage('town')
  const open = 'mutation($input: OpenChangeSetInput!) { openChangeSet(input: $input) { ... on ChangeSetOpened { changeSet { id } } } }'
  const put = 'mutation($input: PutUnitInput!) { putUnit(input: $input) { ... on ChangePut { changeId } } }'
  const changeSetId = (await ask<{ openChangeSet: { changeSet: { id: string } } }>(town.clerk, open, { input: { estateId: town.estateId } })).openChangeSet.changeSet.id
  let last = ''
  for (let room = 201; room <= 221; room += 1) {
    const unit = { entrance: '9', floor: 2, floorFrom: 2, floorTo: 2, room: `${room}`, usage: 'HOME', layout: '', area: '60', areaSource: 'REGISTER' }
    last = (await ask<{ putUnit: { changeId: string } }>(town.clerk, put, { input: { changeSetId, unit, buildingId: town.buildingId } })).putUnit.changeId
  }
  await signInStaff(town.clerk)
  const address = `/admin/maintenance/${changeSetId}/buildings/${town.buildingId}`
  await page.goto(`${address}?change=${last}`)
  const form = page.getByRole('dialog', { name: '修改房屋信息' })
  await expect(form.getByLabel('房间号')).toHaveValue('221')
  await form.getByLabel('房间号').fill('222')
  await form.getByRole('button', { name: '确认' }).click()
  await expect(page.getByText('已写入变更单：222')).toBeVisible()
  const pending = page.getByRole('region', { name: '本楼栋已填写的修改' })
  await expect(pending).toContainText('共 21 项')
  await pending.getByRole('button', { name: '下一页' }).click()
  await pending.getByRole('button', { name: '修改 1号楼 9单元 222' }).click()
  await expect(form.getByLabel('房间号')).toHaveValue('222')
  await page.goto(`${address}?change=${changeSetId}`)
  await expect(form).toContainText('这项修改已经撤销')
})

test('a change set is its own street’s: others find neither the menu nor the page, and a dropped one changes nothing', async ({ page, stage, signInStaff, ask }) => {
  const town = await stage('town')
  const open = 'mutation($input: OpenChangeSetInput!) { openChangeSet(input: $input) { ... on ChangeSetOpened { changeSet { id } } } }'
  const opened = await ask<{ openChangeSet: { changeSet: { id: string } } }>(town.clerk, open, { input: { estateId: town.estateId } })
  const address = `/admin/maintenance/${opened.openChangeSet.changeSet.id}`
  const stranger = (await stage('town')).clerk
  for (const who of [stranger, town.reviewer, await stage('staff', { role: 'district', scope_kind: 'district', scope_key: town.district })]) {
    await signInStaff(who)
    await page.goto(address)
    await expect(page.getByRole('heading', { name: '没有这份变更单，或者您无权查看' })).toBeVisible()
    await expect(page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '房屋维护' })).toHaveCount(who === stranger ? 1 : 0)
  }
  await signInStaff(town.clerk)
  await page.goto(address)
  await page.getByRole('button', { name: '放弃这份变更单' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '放弃这份变更单' }).click()
  await expect(page.getByText('已放弃')).toBeVisible()
  await expect(page.getByRole('button', { name: '提交', exact: true })).toBeHidden()
})
