import { DeleteOutlined, DownOutlined, HolderOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState, type DragEvent, type ReactNode } from 'react'

import { useMessages } from '../../../../shared/i18n.tsx'
import { moved } from './draft.ts'
import { words } from './messages.ts'

interface Reordering<Item> {
  /** For the row that can be dragged and dropped on. */
  readonly row: (at: number) => { readonly onDragOver: (event: DragEvent) => void; readonly onDrop: (event: DragEvent) => void }
  /** The handle and buttons of a row. */
  readonly handle: (at: number, what: string) => ReactNode
  /** What was moved where, for whoever does not see it. */
  readonly said: ReactNode
  readonly items: readonly Item[]
}

/** A list whose items are moved by dragging their handle or by buttons, and removed; each move is said aloud. */
export function useReorder<Item>(items: readonly Item[], onChange: (items: readonly Item[]) => void): Reordering<Item> {
  const t = useMessages(words)
  const [dragged, setDragged] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const move = (what: string, from: number, to: number): void => {
    onChange(moved(items, from, to))
    if (to >= 0 && to < items.length) setSaid(t.movedTo(what, to + 1, items.length))
  }
  return {
    items,
    row: (at) => ({
      onDragOver: (event) => {
        if (dragged !== null) event.preventDefault()
      },
      onDrop: (event) => {
        if (dragged === null) return
        event.preventDefault()
        onChange(moved(items, dragged, at))
        setDragged(null)
      },
    }),
    handle: (at, what) => (
      <span className="row-tools">
        <span className="drag" draggable title={t.drag} onDragStart={() => setDragged(at)} onDragEnd={() => setDragged(null)}><HolderOutlined aria-hidden /></span>
        <Button size="small" icon={<UpOutlined aria-hidden />} aria-label={t.up(what)} aria-disabled={at === 0} onClick={() => move(what, at, at - 1)} />
        <Button size="small" icon={<DownOutlined aria-hidden />} aria-label={t.down(what)} aria-disabled={at === items.length - 1} onClick={() => move(what, at, at + 1)} />
        <Button size="small" danger icon={<DeleteOutlined aria-hidden />} aria-label={t.remove(what)} onClick={() => onChange(items.filter((_, one) => one !== at))} />
      </span>
    ),
    said: <p role="status" className="visually-hidden">{said}</p>,
  }
}
