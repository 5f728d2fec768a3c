import { messages } from '../../../shared/i18n.tsx'

export const words = messages(
  { title: '要做的事', nothing: '现在没有需要您做的事', nothingHint: '小区有新的公示或投票时，会在这里显示。' },
  { title: 'What is to do', nothing: 'There is nothing for you to do now', nothingHint: 'New notices and ballots of your estates appear here.' },
)
