import type { TableProps } from 'antd'
import type { ReactNode } from 'react'

import { area } from '../../../shared/figures.ts'
import { useMessages, useReading, type Language } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { terms } from '../../register/messages.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { ChangeShownFragment, UnitAsDraftedFragment } from './maintenance.gql.ts'
import { words } from './messages.ts'

interface Props {
  readonly changes: readonly ChangeShownFragment[]
  readonly waiting: boolean
  /** The name of a building by its id. */
  readonly buildingName: (id: string) => string
  readonly onDrop: ((change: ChangeShownFragment) => void) | null
  readonly onEdit: ((change: ChangeShownFragment) => void) | null
}

type Terms = Parameters<typeof described>[2]
type Words = Parameters<typeof described>[3]

/** What a set changes, one line each: from what to what. Owners are masked, those just typed too. */
export function ChangesList({ changes, waiting, buildingName, onDrop, onEdit }: Props): ReactNode {
  const t = useMessages(words)
  const r = useMessages(terms)
  const { language } = useReading()
  const where = (one: ChangeShownFragment): string => {
    const building = one.buildingId === null ? (one.content.newBuilding ?? '') : buildingName(one.buildingId)
    const unit = one.content.after
    return [building, unit && entranceOf(unit, language), unit?.room].filter(Boolean).join(' ')
  }
  const columns: NonNullable<TableProps<ChangeShownFragment>['columns']> = [
    { title: t.kind, key: 'kind', render: (_, one) => <>{t.kinds[one.kind]}{one.row !== null && <><br /><span className="hint">{t.row(one.row)}</span></>}</> },
    { title: t.where, key: 'where', className: 'name-cell', render: (_, one) => where(one) },
    { title: t.what, key: 'what', render: (_, one) => <ul className="change-lines">{described(one, language, r, t).map((line) => <li key={line}>{line}</li>)}</ul> },
  ]
  if (onDrop || onEdit) {
    columns.push({
      title: t.acts,
      key: 'acts',
      render: (_, one) => (
        <span className="row-acts">
          {onEdit && one.kind !== 'ADD_BUILDING' && <Button look="link" aria-label={t.editOf(where(one))} onClick={() => onEdit(one)}>{t.edit}</Button>}
          {onDrop && <Button look="link" aria-label={t.dropChangeOf(where(one))} onClick={() => onDrop(one)}>{t.dropChange}</Button>}
        </span>
      ),
    })
  }
  return <DataTable label={t.changes} rows={changes} columns={columns} waiting={waiting} />
}

const entranceOf = (unit: UnitAsDraftedFragment, language: Language): string =>
  unit.entrance === '' ? '' : language === 'zh' ? `${unit.entrance}单元` : `entrance ${unit.entrance}`

const FIELDS = ['entrance', 'room', 'floor', 'floorFrom', 'floorTo', 'usage', 'layout', 'area', 'areaSource', 'developerStock', 'delivered'] as const
type FieldName = (typeof FIELDS)[number]

/** A change in lines: only what differs of a unit that is there, everything of one that is new. */
export function described(
  change: ChangeShownFragment,
  language: Language,
  r: ReturnType<typeof useMessages<typeof terms['zh']>>,
  t: ReturnType<typeof useMessages<typeof words['zh']>>,
): string[] {
  const { before, after, owners, titleFrom } = change.content
  const lines: string[] = []
  if (after !== null) {
    const differing = FIELDS.filter((field) => before === null || before[field] !== after[field])
    const to = (field: FieldName): string => valueOf(after, field, language, r)
    if (before === null) {
      // Where it is stands beside it already.
      const told = differing.filter((field) => field !== 'room' && field !== 'entrance' && to(field) !== '')
      lines.push(told.map((field) => t.only(nameOf(field, r), to(field))).join(t.semicolon))
    } else {
      lines.push(...differing.map((field) => t.fromTo(nameOf(field, r), valueOf(before, field, language, r) || '—', to(field) || '—')))
    }
  }
  if (owners !== null) lines.push(t.newOwners(owners.map((one) => t.owner(one.maskedName, `${r.documentKind[one.documentKind]} ${one.maskedDocument}`)).join(t.and)))
  if (titleFrom !== null) lines.push(t.newTitle2(instant(titleFrom, language)))
  if (lines.length === 0 && change.kind === 'CHANGE_UNIT') lines.push(t.unchanged)
  return lines
}

function nameOf(field: FieldName, r: Terms): string {
  const names: Record<FieldName, string> = {
    entrance: r.entrance, room: r.room, floor: r.floor, floorFrom: r.floorFrom, floorTo: r.floorTo, usage: r.usageName, layout: r.layout,
    area: r.area, areaSource: r.areaSourceName, developerStock: r.developerStock, delivered: r.delivered,
  }
  return names[field]
}

function valueOf(unit: UnitAsDraftedFragment, field: FieldName, language: Language, r: Terms): string {
  switch (field) {
    case 'usage': return r.usage[unit.usage]
    case 'areaSource': return r.areaSource[unit.areaSource]
    case 'area': return area(unit.area, language)
    case 'developerStock':
    case 'delivered': return unit[field] ? r.yes : r.no
    default: return String(unit[field])
  }
}

export type { Terms, Words }
