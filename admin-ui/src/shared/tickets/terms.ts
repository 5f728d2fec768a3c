import { messages, type Language } from '../i18n.tsx'

/** What complaints and repairs are called by every face. */
export const terms = messages(
  {
    kinds: { COMPLAINT: '投诉', REPAIR: '报修' },
    states: {
      FILED: '等待受理', ASSIGNED: '已派单', WORKING: '处理中', WAITING: '暂时搁置', DONE: '已处理', DECLINED: '不予受理',
      REOPENED: '要求重新处理', WITHDRAWN: '已撤回',
    },
    parts: {
      STAIRWELL: '楼道、楼梯间', LIFT: '电梯', ROOF: '屋顶', OUTER_WALL: '外墙', PIPES: '公共管道', POWER: '公共用电、照明',
      FIRE_PROTECTION: '消防设施', ENTRANCE_GATE: '单元门、大门', ROADS_AND_GREEN: '道路、绿化', PARKING: '停车场地',
      REFUSE: '垃圾站点', OTHER: '其他公共部位',
    },
    entrance: (entrance: string, room: string) => (entrance === '' ? room : `${entrance}单元 ${room}`),
    wholeEstate: '整个小区',
    ratings: ['很不满意', '不满意', '一般', '满意', '很满意'],
    points: (points: number) => `${points} 分`,
    overdue: '已超时',
    escalated: '街道督办',
  },
  {
    kinds: { COMPLAINT: 'Complaint', REPAIR: 'Repair' },
    states: {
      FILED: 'Not taken up yet', ASSIGNED: 'Assigned', WORKING: 'In work', WAITING: 'On hold', DONE: 'Done', DECLINED: 'Declined',
      REOPENED: 'Reopened', WITHDRAWN: 'Withdrawn',
    },
    parts: {
      STAIRWELL: 'Stairwell', LIFT: 'Lift', ROOF: 'Roof', OUTER_WALL: 'Outer wall', PIPES: 'Shared pipes', POWER: 'Shared power and lighting',
      FIRE_PROTECTION: 'Fire protection', ENTRANCE_GATE: 'Entrance or gate', ROADS_AND_GREEN: 'Roads and green', PARKING: 'Parking',
      REFUSE: 'Refuse point', OTHER: 'Another common part',
    },
    entrance: (entrance, room) => (entrance === '' ? room : `entrance ${entrance}, ${room}`),
    wholeEstate: 'the whole estate',
    ratings: ['Very poor', 'Poor', 'Fair', 'Good', 'Very good'],
    points: (points) => `${points} of 5`,
    overdue: 'Overdue',
    escalated: 'Taken up by the street',
  },
)

export type TicketStateName = keyof typeof terms.zh.states
export type CommonPartName = keyof typeof terms.zh.parts
export const PARTS = Object.keys(terms.zh.parts) as CommonPartName[]

/** The look of each state: its glyph, and how pressing it is for who waits. */
export const LOOKS: Record<TicketStateName, readonly ['plain' | 'go' | 'warn' | 'good' | 'bad', string]> = {
  FILED: ['warn', '○'], ASSIGNED: ['plain', '◐'], WORKING: ['go', '●'], WAITING: ['warn', '‖'], DONE: ['good', '✓'],
  DECLINED: ['bad', '✕'], REOPENED: ['warn', '↻'], WITHDRAWN: ['plain', '－'],
}

interface Where {
  readonly part: CommonPartName | null
  readonly place: { readonly unitBuilding: string; readonly entrance: string; readonly room: string; readonly partBuilding: string | null }
}

/** Where a ticket is about, in words: a common part with its building, or the unit by which it was filed. */
export function placeOf({ part, place }: Where, language: Language): string {
  const t = terms[language]
  if (part === null) return `${place.unitBuilding} ${t.entrance(place.entrance, place.room)}`
  const where = place.partBuilding ?? t.wholeEstate
  return language === 'zh' ? `${where} ${t.parts[part]}` : `${t.parts[part]}, ${where}`
}

/** An amount in fen (0.01 yuan) as people write it, with its unit; no float on the way. */
export function yuan(fen: number, language: Language): string {
  const cents = String(fen).padStart(3, '0')
  const whole = cents.slice(0, -2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return language === 'zh' ? `${whole}.${cents.slice(-2)} 元` : `¥${whole}.${cents.slice(-2)}`
}

/** What somebody typed as an amount of yuan, in fen; null where it is no amount with at most two decimals. */
export function fenOf(typed: string): number | null {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(typed.replaceAll(/[,，\s]/g, ''))
  if (found === null) return null
  return Number(`${found[1]}${(found[2] ?? '').padEnd(2, '0')}`)
}

/** How long something took, in its largest two units: "2 天 3 小时". */
export function lasted(seconds: number, language: Language): string {
  const minutes = Math.round(seconds / 60)
  const units = [[Math.floor(minutes / 1440), '天', 'day'], [Math.floor((minutes % 1440) / 60), '小时', 'hour'], [minutes % 60, '分钟', 'minute']] as const
  const largest = units.findIndex(([some]) => some > 0)
  if (largest < 0) return language === 'zh' ? '不到 1 分钟' : 'under a minute'
  const shown = units.slice(largest, largest + 2).filter(([some]) => some > 0)
  return shown.map(([some, zh, en]) => (language === 'zh' ? `${some} ${zh}` : `${some} ${en}${some === 1 ? '' : 's'}`)).join(' ')
}
