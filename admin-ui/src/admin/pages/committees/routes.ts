import type { Role } from '../../../shared/session.gql.ts'
import type { Page } from '../../pages.ts'

// Everybody who works on estates; the system's administrator sees none.
const READING: readonly Role[] = ['STREET_REVIEWER', 'DISTRICT', 'CITY', 'AUDITOR', 'PREPARATORY_GROUP', 'COMMITTEE', 'PROPERTY_COMPANY']
const roles: readonly Role[] = ['STREET_CLERK', ...READING]

export const pages: readonly Page[] = [
  {
    path: 'assemblies',
    title: { zh: '新建业委会', en: 'Owners’ assemblies' },
    initials: 'xjywh',
    menu: { under: 'committees', order: 10 },
    roles: ['STREET_CLERK'],
    load: () => import('./AssembliesPage.tsx'),
  },
  // The same page for those who set up nothing: the guide's name for it would promise what they may not do.
  {
    path: 'owners-assemblies',
    title: { zh: '业主大会', en: 'Owners’ assemblies' },
    initials: 'yzdh',
    menu: { under: 'committees', order: 10 },
    roles: READING,
    load: () => import('./AssembliesPage.tsx'),
  },
  {
    path: 'preparatory-groups',
    title: { zh: '筹备组管理', en: 'Preparatory groups' },
    initials: 'cbzgl',
    menu: { under: 'committees', order: 20 },
    roles,
    load: async () => ({ default: (await import('./BodiesPage.tsx')).GroupsPage }),
  },
  {
    path: 'committees',
    title: { zh: '业委会管理', en: 'Committees' },
    initials: 'ywhgl',
    menu: { under: 'committees', order: 30 },
    roles,
    load: async () => ({ default: (await import('./BodiesPage.tsx')).CommitteesPage }),
  },
  {
    path: 'property-companies',
    title: { zh: '物业公司', en: 'Property companies' },
    initials: 'wygs',
    menu: { under: 'committees', order: 40 },
    roles,
    load: async () => ({ default: (await import('./BodiesPage.tsx')).CompaniesPage }),
  },
  {
    path: 'bodies/:bodyId',
    title: { zh: '成员管理', en: 'Members' },
    load: () => import('./BodyPage.tsx'),
  },
]
