import { Component, type ReactNode } from 'react'

import { useMessages } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { words } from './messages.ts'

/** A page that could not be fetched or shown: said in words, with a way on, instead of nothing at all. */
export class PageBroken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken(): ReactNode {
  const t = useMessages(words)
  return (
    <div role="alert" className="retry">
      <h1 tabIndex={-1}>{t.broken}</h1>
      <p>{t.brokenHint}</p>
      <Button look="primary" onClick={() => location.reload()}>{t.reload}</Button>
    </div>
  )
}
