import { messages } from '../../shared/i18n.tsx'
import type { Role } from '../../shared/session.gql.ts'

type Named = Readonly<Record<Role, string>>

const zh: Named = {
  OWNER: '业主', PREPARATORY_GROUP: '筹备组', COMMITTEE: '业委会', PROPERTY_COMPANY: '物业公司', STREET_CLERK: '街道经办',
  STREET_REVIEWER: '街道审核', DISTRICT: '区住建委', CITY: '市住建委', AUDITOR: '审计员', SYSTEM_ADMINISTRATOR: '系统管理员',
  DEVICE: '读卡设备', SYSTEM: '系统',
}

const en: Named = {
  OWNER: 'Owner', PREPARATORY_GROUP: 'Preparatory group', COMMITTEE: 'Committee', PROPERTY_COMPANY: 'Property company',
  STREET_CLERK: 'Street clerk', STREET_REVIEWER: 'Street reviewer', DISTRICT: 'District', CITY: 'City', AUDITOR: 'Auditor',
  SYSTEM_ADMINISTRATOR: 'System administrator', DEVICE: 'Card reader', SYSTEM: 'System',
}

/** What the roles are called; a new role does not build without its name. */
export const roleNames = messages(zh, en)
