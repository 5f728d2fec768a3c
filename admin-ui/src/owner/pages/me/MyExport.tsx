import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { ConfirmForm } from '../../account/ConfirmForm.tsx'
import { useFocusOnTurn } from '../../ui/useFocusOnTurn.ts'
import { RequestMyData } from './me.gql.ts'
import { words } from './messages.ts'

interface Ready {
  readonly address: string
  readonly expiresAt: string
}

/** Everything about oneself as one file (个人信息保护法 45). A fresh code comes first: an unlocked phone gives nothing away. */
export function MyExport(): ReactNode {
  const t = useMessages(words).export
  const request = useCommand(RequestMyData)
  const [ready, setReady] = useState<Ready | 'fetched'>()
  const box = useFocusOnTurn<HTMLElement>(ready)
  const ask = async (): Promise<void> => {
    const outcome = await request.run({})
    if (outcome.kind === 'done') setReady(outcome.value)
  }
  const freshCode = request.refusal?.__typename === 'FreshCodeNeeded'
  return (
    <section className="to-do" aria-labelledby="export" ref={box}>
      <h2 id="export">{t.title}</h2>
      <p>{t.about}</p>
      <div role="status">{ready === 'fetched' && <p className="note" tabIndex={-1}>{t.fetched}</p>}</div>
      {typeof ready === 'object' && <Download file={ready} onFetched={() => setReady('fetched')} />}
      {!freshCode && <CommandErrors of={request} />}
      {freshCode && <ConfirmForm action={t.confirm} hint={t.hint} onConfirmed={ask} />}
      {typeof ready !== 'object' && !freshCode && <Button className="wide" onClick={ask}>{t.ask}</Button>}
    </section>
  )
}

function Download({ file, onFetched }: { file: Ready; onFetched: () => void }): ReactNode {
  const t = useMessages(words).export
  const { language } = useReading()
  return (
    <div className="stack">
      <p className="note" role="status" tabIndex={-1}>{t.ready(instant(file.expiresAt, language))}</p>
      {/* The address works once: the link goes only after the browser has followed it. */}
      <a className="button primary wide" href={file.address} download onClick={() => setTimeout(onFetched)}>{t.download}</a>
      <p className="quiet">{t.inChat}</p>
    </div>
  )
}
