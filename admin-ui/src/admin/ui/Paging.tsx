import { Button } from 'antd'
import { useEffect, useRef, type ReactNode } from 'react'
import { useNavigate } from 'react-router'

import { messages, useMessages } from '../../shared/i18n.tsx'

export const PAGE_SIZE = 20

const words = messages(
  { pages: '翻页', first: '回到第一页', back: '上一页', next: '下一页' },
  { pages: 'Pages', first: 'First page', back: 'Back', next: 'Next page' },
)

interface Props {
  readonly page: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  /** The cursor in the address; empty on the first page. */
  readonly after: string
  readonly onPage: (after: string) => void
}

/** Cursor paging: on by the cursor, back through the browser's own history. */
export function Paging({ page, after, onPage }: Props): ReactNode {
  const t = useMessages(words)
  const navigate = useNavigate()
  const row = useRef<HTMLElement>(null)
  const pressed = useRef(false)
  // A button that goes by being pressed (there is no further page) leaves the focus in its row.
  useEffect(() => {
    if (pressed.current && document.activeElement === document.body) row.current?.focus()
    pressed.current = false
  }, [page])
  if (after === '' && !page.hasNextPage) return null
  const press = (act: () => unknown) => (): void => {
    pressed.current = true
    act()
  }
  return (
    <nav className="paging" aria-label={t.pages} tabIndex={-1} ref={row}>
      {after !== '' && <Button onClick={press(() => onPage(''))}>{t.first}</Button>}
      {after !== '' && <Button onClick={press(() => navigate(-1))}>{t.back}</Button>}
      {page.hasNextPage && page.endCursor !== null && <Button onClick={press(() => onPage(page.endCursor ?? ''))}>{t.next}</Button>}
    </nav>
  )
}
