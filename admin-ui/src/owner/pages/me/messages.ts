import { messages } from '../../../shared/i18n.tsx'

export const words = messages(
  { title: '我的', phone: '手机号', signOut: '退出登录' },
  { title: 'Mine', phone: 'Phone', signOut: 'Sign out' },
)
