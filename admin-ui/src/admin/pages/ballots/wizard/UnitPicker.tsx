import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react'

import { useMessages, useReading } from '../../../../shared/i18n.tsx'
import { words } from './messages.ts'
import { rowsOf, stepTo, type PickRow, type Place } from './picker.ts'
import type { Building, Unit } from './scope.ts'

interface Props {
  readonly building: Building
  readonly picked: ReadonlySet<string>
  readonly onPick: (unitIds: readonly string[], wanted: boolean) => void
}

const GLYPHS: Readonly<Record<string, string>> = { g: '○', y: '◐', r: '●' }
/** About how high a line is before it is measured, in em of the text: it may wrap. */
const LINE = 2.6
const OVERSCAN = 2

/** The units of a building with a check box each; only the lines in view are in the page. One stop for the tabulator;
 * keys move from unit to unit, and the line of that stop is always in the page, so that no focus is lost by scrolling. */
export function UnitPicker({ building, picked, onPick }: Props): ReactNode {
  const t = useMessages(words)
  const { size, language } = useReading()
  const rows = useMemo(() => rowsOf(building), [building])
  const hint = useId()
  const frame = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<Place>({ row: 0, column: 0 })
  // oxlint-disable-next-line react/incompatible-library -- nothing of what it returns is handed on to what is memoized
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE * 17,
    overscan: OVERSCAN,
    initialRect: { width: 800, height: 400 },
    rangeExtractor: (range) => {
      const inView = defaultRangeExtractor(range)
      return inView.includes(at.row) ? inView : [...inView, at.row].sort((one, other) => one - other)
    },
  })
  useLayoutEffect(() => virtual.measure(), [virtual, rows, size, language])
  const moving = useRef(false)
  useEffect(() => {
    // A box that was not in the page when a key led to it is there now.
    if (moving.current) boxAt(frame.current, at)?.focus()
    moving.current = false
  }, [at])
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = event.altKey || event.metaKey ? null : stepTo(rows, at, event.key, event.ctrlKey)
    if (to === null) return
    event.preventDefault()
    moving.current = true
    virtual.scrollToIndex(to.row, { align: 'auto' })
    setAt(to)
  }
  const onFocus = (event: FocusEvent): void => {
    const [row, column] = (event.target instanceof HTMLElement ? (event.target.dataset['place'] ?? '') : '').split('-').map(Number)
    if (row !== undefined && column !== undefined) setAt((before) => (before.row === row && before.column === column ? before : { row, column }))
  }
  return (
    <div className="unit-picker" role="group" aria-label={t.unitsOf(building.name)} aria-describedby={hint}>
      <p className="hint" id={hint}>{t.gridHint}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the check boxes inside have the focus */}
      <div ref={frame} className="unit-frame" onKeyDown={onKeyDown} onFocus={onFocus}>
        <div className="unit-lines" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return row && (
              <div key={item.key} ref={virtual.measureElement} data-index={item.index} className={`unit-line ${row.kind}`} style={{ transform: `translateY(${item.start}px)` }}>
                <Line row={row} place={item.index} stop={item.index === at.row ? at.column : -1} picked={picked} onPick={onPick} />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

const boxAt = (frame: HTMLElement | null, { row, column }: Place): HTMLInputElement | null =>
  frame?.querySelector<HTMLInputElement>(`[data-place="${row}-${column}"]`) ?? null

interface LineProps {
  readonly row: PickRow
  readonly place: number
  /** The column at which the Tab key stops; -1 where it is in another line. */
  readonly stop: number
  readonly picked: ReadonlySet<string>
  readonly onPick: Props['onPick']
}

function Line({ row, place, stop, picked, onPick }: LineProps): ReactNode {
  const t = useMessages(words)
  const name = t.entrance(row.entrance)
  if (row.kind === 'entrance') {
    const inside = row.ids.filter((id) => picked.has(id)).length
    return (
      <label className="tick">
        <input
          type="checkbox" data-place={`${place}-0`} tabIndex={stop === 0 ? 0 : -1} checked={inside === row.ids.length}
          ref={(one) => {
            if (one) one.indeterminate = inside > 0 && inside < row.ids.length
          }}
          onChange={(event) => onPick(row.ids, event.target.checked)}
        />
        {t.allOf(name)}
      </label>
    )
  }
  return (
    <>
      <span className="floor number">{t.floor(row.floor)}</span>
      {row.units.map((unit, column) => (
        <UnitBox
          key={unit.id} unit={unit} entrance={name} picked={picked.has(unit.id)} place={`${place}-${column}`} stop={stop === column}
          onPick={(wanted) => onPick([unit.id], wanted)}
        />
      ))}
    </>
  )
}

interface BoxProps {
  readonly unit: Unit
  readonly entrance: string
  readonly picked: boolean
  readonly place: string
  readonly stop: boolean
  readonly onPick: (wanted: boolean) => void
}

function UnitBox({ unit, entrance, picked, place, stop, onPick }: BoxProps): ReactNode {
  const t = useMessages(words)
  const colour = (t.colours as Readonly<Record<string, string>>)[unit.colour] ?? ''
  return (
    <label className={picked ? 'unit-box picked' : 'unit-box'}>
      <input
        type="checkbox" data-place={place} tabIndex={stop ? 0 : -1} checked={picked} aria-label={t.unit(entrance, unit.room, colour)}
        onChange={(event) => onPick(event.target.checked)}
      />
      {unit.room} {GLYPHS[unit.colour]}
    </label>
  )
}
