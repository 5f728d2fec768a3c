import { messages } from '../shared/i18n.tsx'

export const words = messages(
  { title: '投票机', helperNeeded: '请工作人员先登录' },
  { title: 'Voting desk', helperNeeded: 'A member of staff signs in first' },
)
