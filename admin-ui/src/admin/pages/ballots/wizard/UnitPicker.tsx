import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

import { useMessages } from '../../../../shared/i18n.tsx'
import { words } from './messages.ts'
import { entrancesOf, type Building, type Entrance, type Unit } from './scope.ts'

interface Props {
  readonly building: Building
  readonly picked: ReadonlySet<string>
  readonly onPick: (unitIds: readonly string[], wanted: boolean) => void
}

const GLYPHS: Readonly<Record<string, string>> = { g: '○', y: '◐', r: '●' }

/** The units of a building with a check box each. One stop for the tabulator; arrow keys move from unit to unit. */
export function UnitPicker({ building, picked, onPick }: Props): ReactNode {
  const t = useMessages(words)
  const entrances = useMemo(() => entrancesOf(building), [building])
  const hint = useId()
  return (
    <div className="unit-picker" aria-describedby={hint}>
      <p className="hint" id={hint}>{t.gridHint}</p>
      <div className="entrances">
        {entrances.map((entrance) => <EntranceGrid key={entrance.name} entrance={entrance} picked={picked} onPick={onPick} />)}
      </div>
    </div>
  )
}

function EntranceGrid({ entrance, picked, onPick }: { entrance: Entrance; picked: ReadonlySet<string>; onPick: Props['onPick'] }): ReactNode {
  const t = useMessages(words)
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState({ row: 0, column: 0 })
  const ids = entrance.floors.flatMap((row) => row.units.map((unit) => unit.id))
  const inside = ids.filter((id) => picked.has(id)).length
  const name = t.entrance(entrance.name)
  const move = (event: KeyboardEvent): void => {
    const to = target(entrance, at, event.key)
    if (to === null) return
    event.preventDefault()
    setAt(to)
    box.current?.querySelector<HTMLInputElement>(`[data-place="${to.row}-${to.column}"]`)?.focus()
  }
  return (
    <fieldset className="entrance">
      <legend>
        <label className="tick">
          <input
            type="checkbox"
            checked={inside === ids.length}
            ref={(one) => {
              if (one) one.indeterminate = inside > 0 && inside < ids.length
            }}
            onChange={(event) => onPick(ids, event.target.checked)}
          />
          {t.allOf(name)}
        </label>
      </legend>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the check boxes inside have the focus */}
      <div ref={box} onKeyDown={move}>
        {entrance.floors.map((floor, row) => (
          <div key={floor.floor} className="floor-row">
            <span className="floor number">{t.floor(floor.floor)}</span>
            {floor.units.map((unit, column) => (
              <UnitBox
                key={unit.id} unit={unit} entrance={name} picked={picked.has(unit.id)} place={`${row}-${column}`} stop={row === at.row && column === at.column}
                onFocus={() => setAt({ row, column })} onPick={(wanted) => onPick([unit.id], wanted)}
              />
            ))}
          </div>
        ))}
      </div>
    </fieldset>
  )
}

interface BoxProps {
  readonly unit: Unit
  readonly entrance: string
  readonly picked: boolean
  readonly place: string
  readonly stop: boolean
  readonly onFocus: () => void
  readonly onPick: (wanted: boolean) => void
}

function UnitBox({ unit, entrance, picked, place, stop, onFocus, onPick }: BoxProps): ReactNode {
  const t = useMessages(words)
  const colour = (t.colours as Readonly<Record<string, string>>)[unit.colour] ?? ''
  return (
    <label className={picked ? 'unit-box picked' : 'unit-box'}>
      <input
        type="checkbox" data-place={place} tabIndex={stop ? 0 : -1} checked={picked} aria-label={t.unit(entrance, unit.room, colour)} onFocus={onFocus}
        onChange={(event) => onPick(event.target.checked)}
      />
      <span aria-hidden="true">{unit.room} {GLYPHS[unit.colour]}</span>
    </label>
  )
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/** Where an arrow key leads; null where it leads nowhere. */
export function target(entrance: Entrance, at: { row: number; column: number }, key: string): { row: number; column: number } | null {
  const arrow = ARROWS[key]
  if (arrow === undefined) return null
  const [down, right] = arrow
  const row = at.row + down
  const units = entrance.floors[row]?.units
  if (units === undefined) return null
  // A floor may have fewer units than the one before it.
  const column = down === 0 ? at.column + right : Math.min(at.column, units.length - 1)
  return column < 0 || column >= units.length ? null : { row, column }
}
