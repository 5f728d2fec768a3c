import { messages } from '../../shared/i18n.tsx'

export const words = messages(
  {
    product: '共决',
    toContent: '跳到正文',
    navigation: '主要页面',
    reading: '字号',
    notHere: '没有这个页面',
    notHereHint: '地址可能写错了，或页面已经移走。',
    toHome: '回到首页',
    broken: '这个页面没有打开',
    brokenHint: '可能是网络不好，或页面有了新版本。请重新载入。',
    reload: '重新载入',
    back: '返回',
  },
  {
    product: 'Gongjue',
    toContent: 'Skip to the content',
    navigation: 'Main pages',
    reading: 'Text',
    notHere: 'There is no such page',
    notHereHint: 'The address may be wrong, or the page has moved.',
    toHome: 'To the start',
    broken: 'This page did not open',
    brokenHint: 'The network may be poor, or the page has a newer version. Please load it again.',
    reload: 'Load again',
    back: 'Back',
  },
)
