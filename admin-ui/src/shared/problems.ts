import { messages, type Language } from './i18n.tsx'
import { instant } from './moments.ts'
import type { Trouble } from './gqlClient.ts'
import type { Refusal } from './refusals.gql.ts'

type Sentences = {
  readonly [Name in Refusal['__typename']]: (refusal: Extract<Refusal, { __typename: Name }>) => string
}

// One sentence for each refusal of the API, which says what to do. The list is closed: a refusal that is new in the
// schema is missing here, and nothing builds until it has its sentence in both languages.
const zh: Sentences = {
  AccountBelongsToAnotherOwner: () => '该手机号已为另一位产权人认证。一个手机号只能认证同一产权人的房屋，请使用该产权人本人的手机号。',
  ActivationNotValid: () => '激活链接无效、已使用或已超过 24 小时。请联系街道重新发送。',
  AlreadyAnswered: (of) => `这条评价已于 ${instant(of.itsAnsweredAt, 'zh')} 回复过，每条评价只能回复一次。`,
  AlreadyExtended: (of) => `本次投票已于 ${instant(of.itsExtendedAt, 'zh')} 延期过一次，不能再次延期。`,
  AlreadyRated: (of) =>
    of.itsByYourself
      ? `您已于 ${instant(of.itsRatedAt, 'zh')} 为这套房屋评价过（${of.itsQuarter}），每季度只能评价一次。`
      : `共有人已于 ${instant(of.itsRatedAt, 'zh')} 为这套房屋评价过（${of.itsQuarter}），每季度只能评价一次。`,
  AlreadyUnderReview: (of) => `该房屋的人工认证已于 ${instant(of.itsSubmittedAt, 'zh')} 提交，正在办理，无需重复提交。`,
  AlreadyVoted: (of) =>
    of.itsByYourself
      ? `您已于 ${instant(of.itsCastAt, 'zh')} 完成投票，一经提交不能更改。`
      : `您的房屋已于 ${instant(of.itsCastAt, 'zh')} 由共有人${of.itsMaskedName}投票，一经提交不能更改。`,
  BallotClosed: (of) => `投票已于 ${instant(of.itsClosedAt, 'zh')} 截止，本次提交未计入。`,
  BallotNotOpenYet: (of) => `投票尚未开始，将于 ${instant(of.itsOpensAt, 'zh')} 开始，请届时再来。`,
  BallotNotReady: () => '这项投票还不能提交，请先解决下列问题。',
  BallotSuspended: (of) => `这项投票已挂起，不再接受投票。原因：${of.itsReason}`,
  CardReadOver: () => '这次读卡已经结束，提交的内容没有采用。请重新读卡。',
  ChoicesNotValid: () => '您的选择还不完整或不符合要求，请看下面逐条说明。',
  ContentChanged: () => '内容在您打开之后有了变化，请重新查看后再决定。',
  DeviceInUse: (of) => `这台读卡器正由另一位工作人员使用，到 ${instant(of.itsUntil, 'zh')} 为止。请换一台，或请对方先结束。`,
  DeviceNotAccepted: () => '这台设备没有登记或已停用，不能使用。请联系街道。',
  EnrolmentCodeNotValid: () => '登记码不正确或已失效，请向街道索取新的登记码。',
  EnvelopeRefused: () => '读卡结果未通过校验，没有采用。请重新读卡；如再次出现，请联系街道。',
  EstateNotCompleted: () => '该小区的数据尚未整理完成，暂不能认证或投票。请向街道咨询进度。',
  EstateNotReady: () => '该小区的数据还不能标记为已完成，请先解决下列问题。',
  FreshCodeNeeded: () => '为保护您的表决权，请先用短信验证码再次确认身份。',
  InvalidInput: () => '有内容需要更正，请看下面逐条说明。',
  KeyAlreadyUsed: () => '这个提交编号已用于另一份内容。请刷新页面后重新提交。',
  ManualReviewDecided: (of) =>
    `该人工认证已于 ${instant(of.itsDecidedAt, 'zh')} ${of.itsMaskedName === '—' ? '结束' : `办结（经办人：${of.itsMaskedName}）`}，您的操作未生效。请刷新后查看结果。`,
  MatchNotTried: () => '请先为该房屋进行业主认证。只有认证信息不一致时才需要人工认证，且须在三日内申请。',
  MatchTokenNotValid: () => '读卡核对已失效，没有记录任何表决。请让业主重新刷一次身份证。',
  NoCertifiedUnit: () => '您还没有为这套房屋完成业主认证。请先认证房屋，再来办理。',
  NoUnitInScope: () => '您没有已认证的房屋在本次投票范围内。请先认证房屋，或核对投票范围。',
  NotFound: () => '没有找到，或者您无权查看。请从列表重新进入。',
  NotInThisState: () => '当前状态下不能进行这项操作，可能已有人处理。请刷新后查看。',
  NotSignedIn: () => '登录已失效，请重新登录；已填写的内容会保留。',
  OwnerHasAnotherAccount: (of) => `该产权人已用手机号 ${of.itsMaskedPhone} 认证。请用该手机号登录；如已停用，请到街道解除后重新认证。`,
  OwnerNotMatched: () => '姓名和证件号码与这套房屋的产权信息不一致。请逐字核对；确认无误仍不能通过的，可以申请人工认证。',
  PadSessionOver: () => '本次代办已结束，请重新开始一次代办后再读卡。',
  ReaderNotAccepted: () => '读卡器与登记时的不一致，或不允许使用，已停止读卡。请换回原来的读卡器，或联系街道。',
  ReviewerIsParty: () => '您本人在该小区拥有房屋或任职，不能办理该小区的人工认证，请由另一位工作人员办理。',
  ReviewedByItsSubmitter: () => '起草人和提交人不能审核自己的内容，请由另一位工作人员审核。',
  SheetHasFaults: (of) => `表格中有 ${of.itsTotal} 处需要更正，没有导入任何内容。请按下面的行和列逐条更正后重新上传。`,
  StillInUse: () => '有投票或认证正在使用这些数据，现在不能进行这项操作，请看下面逐条说明。',
  TooManyAttempts: (of) => `操作过于频繁，请在 ${of.itsRetryAfterSeconds} 秒后再试。`,
  WrongCode: () => '验证码不正确或已失效，请核对，或重新获取。',
  WrongCredentials: () => '账号、密码或动态口令不正确，请核对后重新输入。动态口令每个只能用一次，请等下一个。',
}

const en: Sentences = {
  AccountBelongsToAnotherOwner: () => 'This phone is certified for another owner. One phone serves one owner: use that owner’s own phone.',
  ActivationNotValid: () => 'This activation is invalid, used or older than 24 hours. Ask the street to send a new one.',
  AlreadyAnswered: (of) => `This rating was answered on ${instant(of.itsAnsweredAt, 'en')}; each is answered once.`,
  AlreadyExtended: (of) => `This ballot was extended on ${instant(of.itsExtendedAt, 'en')} and cannot be extended again.`,
  AlreadyRated: (of) =>
    of.itsByYourself
      ? `You rated for this unit on ${instant(of.itsRatedAt, 'en')} (${of.itsQuarter}). A unit rates once in a quarter.`
      : `A co-owner rated for this unit on ${instant(of.itsRatedAt, 'en')} (${of.itsQuarter}). A unit rates once in a quarter.`,
  AlreadyUnderReview: (of) => `Your manual review of this unit was submitted on ${instant(of.itsSubmittedAt, 'en')} and is under way.`,
  AlreadyVoted: (of) =>
    of.itsByYourself
      ? `You voted on ${instant(of.itsCastAt, 'en')}. A vote cannot be changed once it is submitted.`
      : `Your co-owner ${of.itsMaskedName} voted for your units on ${instant(of.itsCastAt, 'en')}. A vote cannot be changed once it is submitted.`,
  BallotClosed: (of) => `Voting closed on ${instant(of.itsClosedAt, 'en')}; this submission was not counted.`,
  BallotNotOpenYet: (of) => `Voting has not begun. It opens on ${instant(of.itsOpensAt, 'en')}; please come back then.`,
  BallotNotReady: () => 'This ballot cannot go on yet. Please settle the points below first.',
  BallotSuspended: (of) => `This ballot is suspended and takes no votes. Reason: ${of.itsReason}`,
  CardReadOver: () => 'This read is over; what was submitted was not taken. Read the card again.',
  ChoicesNotValid: () => 'Your choices are incomplete or not as the ballot asks; each point is listed below.',
  ContentChanged: () => 'The content changed after you opened it. Look again before you decide.',
  DeviceInUse: (of) => `Another helper is working with this reader until ${instant(of.itsUntil, 'en')}. Take another one, or ask them to finish first.`,
  DeviceNotAccepted: () => 'This device is not enrolled or was revoked and cannot be used. Ask the street.',
  EnrolmentCodeNotValid: () => 'The enrolment code is wrong or no longer valid. Ask the street for a new one.',
  EnvelopeRefused: () => 'The read failed its checks and was not taken. Read the card again; if it happens again, ask the street.',
  EstateNotCompleted: () => 'This estate’s data is not complete yet, so nobody can certify or vote. Ask the street about it.',
  EstateNotReady: () => 'This estate’s data cannot be marked completed yet. Please settle the points below first.',
  FreshCodeNeeded: () => 'To protect your vote, please confirm with a new SMS code first.',
  InvalidInput: () => 'Some entries need correcting; each is listed below.',
  KeyAlreadyUsed: () => 'This submission key was already used for something else. Reload the page and submit again.',
  ManualReviewDecided: (of) =>
    `This review ended on ${instant(of.itsDecidedAt, 'en')}${of.itsMaskedName === '—' ? '' : ` (by ${of.itsMaskedName})`}; nothing was changed. Reload to see the outcome.`,
  MatchNotTried: () => 'Certify for this unit first. A manual review is only for details that did not match, within three days.',
  MatchTokenNotValid: () => 'The match is no longer valid and nothing was recorded. Please have the owner’s card read again.',
  NoCertifiedUnit: () => 'You are not certified as an owner of this unit. Certify it first, then come back.',
  NoUnitInScope: () => 'None of your certified units takes part in this ballot. Certify a unit first, or check the scope.',
  NotFound: () => 'Not found, or not yours to see. Please start again from the list.',
  NotInThisState: () => 'This cannot be done as things stand now; somebody may have dealt with it. Reload to see.',
  NotSignedIn: () => 'Your session has ended. Please sign in again; what you typed is kept.',
  OwnerHasAnotherAccount: (of) => `This owner is certified under ${of.itsMaskedPhone}. Sign in with that phone; if it is gone, ask the street to release it.`,
  OwnerNotMatched: () => 'Name and document do not match this unit’s title. Check every character; if they are right, ask for a manual review.',
  PadSessionOver: () => 'This PAD session is over. Open a new one before reading cards.',
  ReaderNotAccepted: () => 'This is not the reader that was enrolled, or one that may not be used. Put the old one back or ask the street.',
  ReviewerIsParty: () => 'You own or serve in this estate yourself, so you cannot decide this review; another member of staff must.',
  ReviewedByItsSubmitter: () => 'Nobody reviews what they wrote or submitted themselves; another member of staff must do it.',
  SheetHasFaults: (of) => `The sheet has ${of.itsTotal} faults and nothing was imported. Correct them by row and column and upload it again.`,
  StillInUse: () => 'Ballots or certifications rely on this, so it cannot be done now; each is listed below.',
  TooManyAttempts: (of) => `Too many attempts. Try again in ${of.itsRetryAfterSeconds} seconds.`,
  WrongCode: () => 'The code is wrong or no longer valid. Check it, or ask for a new one.',
  WrongCredentials: () => 'The login, the password or the one-time password is wrong. Each one-time password works once: wait for the next.',
}

/** What a refusal says to the person who met it. */
export function sentenceOf(refusal: Refusal, language: Language): string {
  const say = (language === 'zh' ? zh : en)[refusal.__typename] as (of: Refusal) => string
  return say(refusal)
}

const troubles = messages(
  {
    unreachable: '连接不上服务器。请检查网络，然后重试。',
    slow: '服务器正忙，请稍等片刻再试。',
    outdated: '本页已有新版本。请刷新页面后继续。',
    broken: (number: string | null) => (number === null ? '出了点问题，请重试。' : `出了点问题，请重试；如果一直如此，请把编号 ${number} 告诉街道。`),
  },
  {
    unreachable: 'The server cannot be reached. Check the network, then try again.',
    slow: 'The server is busy. Wait a moment and try again.',
    outdated: 'There is a newer version of this page. Reload it to go on.',
    broken: (number) => (number === null ? 'Something went wrong. Please try again.' : `Something went wrong. Please try again; if it stays so, give the street the number ${number}.`),
  },
)

/** What kept an answer from coming, in words. */
export function sentenceOfTrouble(trouble: Trouble, language: Language): string {
  const say = language === 'zh' ? troubles.zh : troubles.en
  return trouble.kind === 'broken' ? say.broken(trouble.requestId) : say[trouble.kind]
}
