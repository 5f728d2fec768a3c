import { messages } from '../../shared/i18n.tsx'

export const words = messages(
  {
    product: '共决',
    toContent: '跳到正文',
    navigation: '主要页面',
    notHere: '没有这个页面',
    notHereHint: '地址可能写错了，或页面已经移走。',
    toHome: '回到首页',
  },
  {
    product: 'Gongjue',
    toContent: 'Skip to the content',
    navigation: 'Main pages',
    notHere: 'There is no such page',
    notHereHint: 'The address may be wrong, or the page has moved.',
    toHome: 'To the start',
  },
)
