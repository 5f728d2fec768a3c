import { messages } from '../i18n.tsx'

/** What the law and the product call the parts of a ballot; every face uses these words. */
export const terms = messages(
  {
    states: {
      DRAFT: '草稿', SUBMITTED: '待审核', REJECTED: '已驳回', APPROVED: '待开始', OPEN: '投票中', SUSPENDED: '已挂起',
      CLOSED: '已截止，计票中', PUBLISHED: '已公布结果',
    },
    kinds: {
      RULES_OF_PROCEDURE: '制定和修改业主大会议事规则',
      MANAGEMENT_COVENANT: '制定和修改管理规约',
      COMMITTEE_ELECTION: '选举或更换业委会成员',
      PROPERTY_COMPANY: '选聘和解聘物业服务企业',
      SERVICE_TERMS: '调整物业服务方式、标准及物业费',
      REPAIR_FUND_RAISE: '筹集专项维修资金',
      REPAIR_FUND_USE: '使用专项维修资金',
      REPAIR_FUND_MANAGE: '管理专项维修资金',
      REBUILD: '改建、重建建筑物及其附属设施',
      COMMON_PARTS_USE: '改变共有部分用途或利用共有部分经营',
      OTHER_MAJOR: '有关共有和共同管理权利的其它重大事项',
    },
    choiceModes: { SINGLE: '单选', CONTESTED: '差额选举', EQUAL: '等额选举' },
    roles: { FOR: '赞成', AGAINST: '反对', ABSTAIN: '弃权', CANDIDATE: '候选人', CHOICE: '备选项' },
    organizers: { PREPARATORY_GROUP: '筹备组', COMMITTEE: '业委会', PROPERTY_COMPANY: '物业公司', STREET: '街道' },
    outcomes: {
      ADOPTED: '通过', NOT_ADOPTED: '未通过', ELECTED: '选举成功', INCOMPLETE: '未选足', RUN_OFF: '需要决选', SUSPENDED: '已挂起，无结果',
    },
    heads: '人数',
    area: '专有部分面积',
    people: (count: string) => `${count} 人`,
    units: (count: string) => `${count} 套`,
    participating: '参与表决',
    share: '占比',
  },
  {
    states: {
      DRAFT: 'Draft', SUBMITTED: 'Awaiting review', REJECTED: 'Rejected', APPROVED: 'Not yet open', OPEN: 'Voting', SUSPENDED: 'Suspended',
      CLOSED: 'Closed, being counted', PUBLISHED: 'Result published',
    },
    kinds: {
      RULES_OF_PROCEDURE: 'Rules of procedure of the owners’ assembly',
      MANAGEMENT_COVENANT: 'Management covenant',
      COMMITTEE_ELECTION: 'Election or replacement of committee members',
      PROPERTY_COMPANY: 'Choice or dismissal of the property company',
      SERVICE_TERMS: 'Service terms, standards and fees',
      REPAIR_FUND_RAISE: 'Raising the repair fund',
      REPAIR_FUND_USE: 'Use of the repair fund',
      REPAIR_FUND_MANAGE: 'Management of the repair fund',
      REBUILD: 'Rebuilding or altering buildings and facilities',
      COMMON_PARTS_USE: 'Changing the use of, or earning from, common parts',
      OTHER_MAJOR: 'Other major matters of common ownership and management',
    },
    choiceModes: { SINGLE: 'Single choice', CONTESTED: 'Contested election', EQUAL: 'Election with as many candidates as seats' },
    roles: { FOR: 'For', AGAINST: 'Against', ABSTAIN: 'Abstain', CANDIDATE: 'Candidate', CHOICE: 'Choice' },
    organizers: { PREPARATORY_GROUP: 'Preparatory group', COMMITTEE: 'Committee', PROPERTY_COMPANY: 'Property company', STREET: 'Street' },
    outcomes: {
      ADOPTED: 'Adopted', NOT_ADOPTED: 'Not adopted', ELECTED: 'Elected', INCOMPLETE: 'Seats left vacant', RUN_OFF: 'Run-off needed',
      SUSPENDED: 'Suspended, no result',
    },
    heads: 'Heads',
    area: 'Floor area',
    people: (count) => `${count} ${count === '1' ? 'head' : 'heads'}`,
    units: (count) => `${count} ${count === '1' ? 'unit' : 'units'}`,
    participating: 'Taking part',
    share: 'Share',
  },
)
