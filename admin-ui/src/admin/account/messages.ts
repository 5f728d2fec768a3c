import { messages } from '../../shared/i18n.tsx'

export const words = messages(
  {
    title: '工作人员登录',
    login: '登录名',
    password: '密码',
    totp: '动态口令',
    totpHint: '身份验证器里的 6 位数字，每 30 秒更换。',
    signIn: '登录',
    again: '登录已失效，请重新登录',
    againHint: '本页已填写的内容会保留。',
    notStaff: '当前登录的是业主账号，请退出后用工作人员账号登录。',
    signOut: '退出登录',
    demo: '演示账号',
    demoHint: '点一个账号，自动填好登录名、密码和动态口令。每个动态口令只能用一次。',
    use: '填入',
  },
  {
    title: 'Staff sign-in',
    login: 'Login',
    password: 'Password',
    totp: 'One-time password',
    totpHint: 'Six digits from your authenticator; they change every 30 seconds.',
    signIn: 'Sign in',
    again: 'Your session has ended: please sign in again',
    againHint: 'What you typed on this page is kept.',
    notStaff: 'An owner is signed in here. Sign out, then sign in as staff.',
    signOut: 'Sign out',
    demo: 'Demo accounts',
    demoHint: 'Choose one to fill in login, password and one-time password. Each one-time password works once.',
    use: 'Fill in',
  },
)
