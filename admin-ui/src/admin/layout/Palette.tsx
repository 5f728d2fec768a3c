import { Input } from 'antd'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useNavigate } from 'react-router'

import { useMessages, useReading } from '../../shared/i18n.tsx'
import { Dialog } from '../../shared/ui/Dialog.tsx'
import type { Page } from '../pages.ts'
import { useRegisteredCommands, type PaletteCommand } from './commands.ts'
import { words } from './messages.ts'

/** Every page of one's menus and every action of the page at hand, found by name or by pinyin initials. */
export function Palette({ pages, onClose }: { pages: readonly Page[]; onClose: () => void }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const navigate = useNavigate()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const registered = useRegisteredCommands()
  const all: PaletteCommand[] = [
    ...registered,
    ...pages.map((page) => ({
      key: page.path,
      title: page.title[language],
      ...(page.initials === undefined ? {} : { initials: page.initials }),
      run: () => void navigate(`/${page.path}`),
    })),
  ]
  const found = all.filter((one) => matches(one, typed.trim().toLowerCase()))
  const at = Math.min(chosen, found.length - 1)
  const open = (one: PaletteCommand | undefined): void => {
    if (one === undefined) return
    onClose()
    one.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0))
    else if (event.key === 'Enter') open(found[at])
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={t.find} onClose={onClose}>
      <Input
        role="combobox"
        aria-label={t.find}
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-activedescendant={found[at] && `${list}-${at}`}
        aria-autocomplete="list"
        placeholder={t.findHint}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && <p role="status">{t.nothingFound}</p>}
      <div className="palette" id={list} role="listbox" aria-label={t.find}>
        {found.map((one, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the input above has the keys
          <div key={one.key} id={`${list}-${index}`} role="option" tabIndex={-1} aria-selected={index === at} onClick={() => open(one)}>{one.title}</div>
        ))}
      </div>
    </Dialog>
  )
}

function matches(one: PaletteCommand, typed: string): boolean {
  return typed === '' || one.title.toLowerCase().includes(typed) || (one.initials ?? '').startsWith(typed)
}
