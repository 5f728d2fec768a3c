import './unit_grid.css'

import { useId, useState, useSyncExternalStore, type ReactNode } from 'react'

import { area, count } from '../../shared/figures.ts'
import { useMessages, useReading } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { words } from './messages.ts'
import type { UnitStore } from './store.ts'
import { areaText, COLOURS, findRooms, shortRoom, type Colour } from './units.ts'

interface LegendProps {
  readonly store: UnitStore
  readonly chosen: Colour | null
  readonly onChoose: (colour: Colour | null) => void
}

/** What the colours mean, how many units have each, and a press that shows one colour alone. */
export function Legend({ store, chosen, onChoose }: LegendProps): ReactNode {
  const t = useMessages(words)
  const counts = useSyncExternalStore(store.watch, store.counts)
  return (
    <div className="unit-legend" role="group" aria-label={t.legend}>
      <button type="button" className="swatch all" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
        {t.all} <span className="number">{count(store.units.count)}</span>
      </button>
      {COLOURS.map((one) => (
        <button key={one} type="button" className="swatch" data-colour={one} aria-pressed={chosen === one} onClick={() => onChoose(chosen === one ? null : one)}>
          {t.colours[one]} <span className="number">{count(counts[one])}</span>
        </button>
      ))}
    </div>
  )
}

interface FindProps {
  readonly store: UnitStore
  readonly wanted: (index: number) => boolean
  readonly onFound: (index: number) => void
}

/** Goes to the room of a number; pressed again, to the next building's room of this number. */
export function FindRoom({ store, wanted, onFound }: FindProps): ReactNode {
  const t = useMessages(words)
  const id = useId()
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<{ typed: string; place: number; all: number } | null>(null)
  const go = (): void => {
    const all = findRooms(store.units, store.units.ids.map((_, index) => index).filter(wanted), typed)
    const place = found?.typed === typed && found.place < all.length ? found.place + 1 : 1
    const index = all[place - 1]
    setFound({ typed, place: index === undefined ? 0 : place, all: all.length })
    if (index !== undefined) onFound(index)
  }
  const again = found !== null && found.all > 1 && found.typed === typed
  return (
    <form
      className="unit-find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== '') go()
      }}
    >
      <label htmlFor={id}>{t.find}</label>
      <input id={id} type="search" autoComplete="off" placeholder={t.findHint} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <Button type="submit">{again ? t.next : t.go}</Button>
      <span role="status">{found !== null && found.typed === typed && (found.all === 0 ? t.notFound : t.foundAt(found.place, found.all))}</span>
    </form>
  )
}

/** The unit that the keyboard is at, in words. */
export function ChosenUnit({ store }: { store: UnitStore }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const look = useSyncExternalStore(store.watch, () => {
    const index = store.active()
    return index < 0 ? '' : `${index} ${store.colour(index)}`
  })
  const [at = '', colour = 'g'] = look.split(' ')
  const { units } = store
  const index = Number(at)
  if (at === '' || index >= units.count) return <p className="unit-chosen hint">{t.nothingChosen}</p>
  const entrance = units.entrance[index] ?? ''
  return (
    <p className="unit-chosen">
      <strong>{units.buildings[units.building[index] ?? 0]?.name} {entrance !== '' && t.entrance(entrance)} {shortRoom(units, index)}</strong>
      {' · '}{t.floor(units.floor[index] ?? 0)} · {t.usages[units.usage[index] ?? 'h']} · {area(areaText(units.area[index] ?? 0), language)}
      {' · '}{t.colours[colour as Colour]}
    </p>
  )
}
