import './unit_grid.css'

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore,
  type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject,
} from 'react'

import { useMessages, useReading } from '../../shared/i18n.tsx'
import { layOut, stepFrom, type Layout, type Row, type Step } from './layout.ts'
import { words } from './messages.ts'
import { activeIn, colourIn, type UnitStore } from './store.ts'
import { shortRoom } from './units.ts'

/** In em of the grid's own text. */
const HEIGHTS: Record<Row['kind'], number> = { building: 2.9, entrances: 2, floor: 2.5 }
const CELL = 4.05
const LABEL = 3.4
const OVERSCAN = 3
const STEPS: ReadonlySet<string> = new Set<Step>([
  'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown',
])
const isStep = (key: string): key is Step => STEPS.has(key)

interface Props {
  readonly store: UnitStore
  readonly label: string
  readonly wanted: (index: number) => boolean
  readonly onOpen: (unitId: string) => void
  /** The unit to bring into view and give the focus to; a new object does it again. */
  readonly goTo: { readonly index: number } | null
  /** The building that is to be seen, by its place; a new object does it again. */
  readonly goToBuilding: { readonly building: number } | null
}

/** Units by building, floor and entrance: only the floors in view are in the page, and each cell repaints by itself.
 *
 * One stop of the Tab key; arrow keys move within. The floor of that stop is always in the page, so that the focus is
 * not lost when somebody scrolls away. */
export function UnitGrid({ store, label, wanted, onOpen, goTo, goToBuilding }: Props): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const { em, columns } = useMeasure(scroller)
  const layout = useMemo(() => layOut(store.units, columns, wanted), [store, columns, wanted])
  const used = useMemo(() => Math.max(1, ...layout.rows.map((row) => (row.kind === 'floor' ? row.cells.length : 0))), [layout])
  const active = useActive(store, layout)
  const activeRow = layout.rowOf[active] ?? -1
  const virtual = useVirtualizer({
    count: layout.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => Math.round(HEIGHTS[layout.rows[index]?.kind ?? 'floor'] * em),
    overscan: OVERSCAN,
    initialRect: { width: 1000, height: 600 },
    rangeExtractor: (range) => {
      const inView = defaultRangeExtractor(range)
      return activeRow < 0 || inView.includes(activeRow) ? inView : [...inView, activeRow].sort((one, other) => one - other)
    },
  })
  useLayoutEffect(() => virtual.measure(), [virtual, em, layout])

  const focusing = useRef(false)
  const move = useCallback((index: number) => {
    const row = layout.rowOf[index] ?? -1
    if (row < 0) return
    focusing.current = true
    store.activate(index)
    virtual.scrollToIndex(row, { align: 'auto' })
    focusCell(scroller.current, index)
  }, [layout, store, virtual])
  useEffect(() => {
    // A cell that was not in the page when it was chosen is there now.
    if (focusing.current) focusCell(scroller.current, active)
    focusing.current = false
  }, [active])
  useEffect(() => {
    if (goTo !== null) move(goTo.index)
    // To a place once, not again whenever the layout changes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [goTo])
  useEffect(() => {
    if (goToBuilding === null) return
    const row = layout.rows.findIndex((one) => one.kind === 'building' && one.building === goToBuilding.building)
    if (row >= 0) virtual.scrollToIndex(row, { align: 'start' })
    // oxlint-disable-next-line react/exhaustive-deps -- as above
  }, [goToBuilding])

  const onKeyDown = (event: KeyboardEvent): void => {
    const index = indexOf(event.target)
    if (index === undefined || !isStep(event.key) || event.altKey || event.metaKey) return
    event.preventDefault()
    move(stepFrom(layout, index, event.key, event.ctrlKey))
  }
  const onFocus = (event: FocusEvent): void => {
    const index = indexOf(event.target)
    if (index !== undefined) store.activate(index)
  }
  const onClick = (event: MouseEvent): void => {
    const index = indexOf(event.target)
    const id = index === undefined ? undefined : store.units.ids[index]
    if (id !== undefined) onOpen(id)
  }
  return (
    <div
      ref={scroller}
      className="unit-grid"
      role="grid"
      tabIndex={-1}
      aria-label={label}
      aria-rowcount={layout.rows.length}
      aria-colcount={used + 1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={onClick}
    >
      <div role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <Line key={item.index} row={layout.rows[item.index]} place={item.index} start={item.start} height={item.size} columns={used} store={store} />
        ))}
      </div>
    </div>
  )
}

interface LineProps {
  readonly row: Row | undefined
  readonly place: number
  readonly start: number
  readonly height: number
  readonly columns: number
  readonly store: UnitStore
}

const Line = memo(function Line({ row, place, start, height, columns, store }: LineProps): ReactNode {
  const t = useMessages(words)
  if (row === undefined) return null
  const style = { transform: `translateY(${start}px)`, height, gridTemplateColumns: `${LABEL}em repeat(${columns}, minmax(0, 5.4em))` }
  if (row.kind === 'building') {
    return (
      <div role="row" className="line building" aria-rowindex={place + 1} style={style}>
        <div role="rowheader">{store.units.buildings[row.building]?.name}</div>
      </div>
    )
  }
  if (row.kind === 'entrances') {
    return (
      <div role="row" className="line entrances" aria-rowindex={place + 1} style={style}>
        {row.entrances.map((one) => (
          <div key={one.column} role="columnheader" aria-colindex={one.column + 2} style={{ gridColumn: `${one.column + 2} / span ${one.width}` }}>
            {one.name === '' ? t.noEntrance : t.entrance(one.name)}
          </div>
        ))}
      </div>
    )
  }
  return (
    <div role="row" className="line floor" aria-rowindex={place + 1} style={style}>
      <div role="rowheader" aria-colindex={1}>{t.shortFloor(row.floor)}</div>
      {row.cells.map((index, column) => index >= 0 && (
        <Cell key={index} store={store} index={index} column={column + 2} isEdge={column > 0 && row.edges.has(column)} />
      ))}
    </div>
  )
})

interface CellProps {
  readonly store: UnitStore
  readonly index: number
  readonly column: number
  readonly isEdge: boolean
}

const Cell = memo(function Cell({ store, index, column, isEdge }: CellProps): ReactNode {
  const t = useMessages(words)
  const watch = useCallback((listener: () => void) => store.watchCell(index, listener), [store, index])
  const look = useSyncExternalStore(watch, () => store.look(index))
  const { units } = store
  const colour = colourIn(look)
  const usage = units.usage[index] ?? 'h'
  const room = shortRoom(units, index)
  const entrance = units.entrance[index] ?? ''
  const where = entrance === '' ? room : `${t.entrance(entrance)} ${room}`
  return (
    <button
      type="button"
      role="gridcell"
      className={isEdge ? 'unit edge' : 'unit'}
      data-unit={index}
      data-colour={colour}
      aria-colindex={column}
      aria-label={`${where}, ${usage === 'h' ? '' : `${t.usages[usage]}, `}${t.colours[colour]}`}
      tabIndex={activeIn(look) ? 0 : -1}
      style={{ gridColumn: column }}
    >
      {t.marks[usage]}{room}
    </button>
  )
})

/** The cell at which the Tab key stops: the last one that somebody was at, or else the first that is shown. */
function useActive(store: UnitStore, layout: Layout): number {
  const active = useSyncExternalStore(store.watch, store.active)
  const [first = -1] = layout.shown
  const there = (layout.rowOf[active] ?? -1) >= 0
  useLayoutEffect(() => {
    if (!there) store.activate(first)
  }, [store, there, first])
  return there ? active : first
}

/** The size of the grid's text, and how many cells are beside each other. */
function useMeasure(scroller: RefObject<HTMLDivElement | null>): { em: number; columns: number } {
  const { size } = useReading()
  const [measured, setMeasured] = useState({ em: 15, columns: 16 })
  useLayoutEffect(() => {
    const box = scroller.current
    if (box === null) return undefined
    const measure = (): void => {
      const em = Number.parseFloat(getComputedStyle(box).fontSize)
      const columns = Math.max(3, Math.floor((box.clientWidth / em - LABEL - 1) / CELL))
      setMeasured((before) => (before.em === em && before.columns === columns ? before : { em, columns }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [scroller, size])
  return measured
}

function indexOf(target: EventTarget): number | undefined {
  const cell = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-unit]') : null
  return cell === null ? undefined : Number(cell.dataset['unit'])
}

function focusCell(box: HTMLElement | null, index: number): void {
  box?.querySelector<HTMLElement>(`[data-unit="${index}"]`)?.focus({ preventScroll: true })
}
