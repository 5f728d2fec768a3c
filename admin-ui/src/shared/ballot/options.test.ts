import { expect, test } from 'vitest'

import { optionNames } from './options.ts'

test('who reads English is told which option is for and which against; a name and a choice stay as they are', () => {
  const { zh, en } = optionNames
  expect([zh.name('赞成', 'FOR'), zh.name('弃权', 'ABSTAIN')]).toEqual(['赞成', '弃权'])
  expect([en.name('赞成', 'FOR'), en.name('反对', 'AGAINST'), en.name('弃权', 'ABSTAIN')]).toEqual(['赞成 (For)', '反对 (Against)', '弃权 (Abstain)'])
  expect([en.name('For', 'FOR'), en.name('赵一诚', 'CANDIDATE'), en.name('甲公司', 'CHOICE'), en.name('甲', null)]).toEqual(['For', '赵一诚', '甲公司', '甲'])
})
