import { useState, type ReactNode } from 'react'

import { useCommand } from '../../../shared/asking.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { deadline } from '../../../shared/moments.ts'
import { PhotoPicker } from '../../../shared/photos/PhotoPicker.tsx'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { useFocusOnTurn } from '../../ui/useFocusOnTurn.ts'
import { reopening, useReopening } from './draft.ts'
import { words } from './messages.ts'
import { MoveTicket } from './tickets.gql.ts'
import type { Shown } from './TicketPage.tsx'
import { MOST_PHOTOS, useNewPhotos } from './useTicketPhotos.ts'

interface ReopenProps {
  readonly ticket: Shown
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly again: () => void
}

/** Asks for it to be done again, with a reason and perhaps photos of what is not right yet. */
export function Reopen({ ticket, open, onOpen, again }: ReopenProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [said, setSaid] = useReopening(ticket.id)
  const [notAll, setNotAll] = useState(false)
  const [tray, forgetPhotos] = useNewPhotos(reopening(ticket.id), ticket.estate.id)
  const command = useCommand(MoveTicket)
  const submit = async (): Promise<void> => {
    command.clear()
    setNotAll(false)
    const photoIds = await tray.settle()
    setNotAll(photoIds === null)
    if (photoIds === null) return
    const outcome = await command.run({ input: { ticketId: ticket.id, act: 'REOPEN', words: said, photoIds } })
    if (outcome.kind === 'refused') return
    if (outcome.kind === 'done') {
      onOpen(false)
      forgetPhotos()
      setSaid(null)
    }
    again()
  }
  const settled = ticket.state === 'DECLINED' ? 'DECLINED' : 'DONE'
  const until = ticket.mayReopenUntil === null ? '' : deadline(ticket.mayReopenUntil, language)
  if (!open) {
    return (
      <div className="stack">
        <Button className="wide" onClick={() => onOpen(true)}>{t.reopen[settled]}</Button>
        <p className="hint">{t.reopenUntil(until)}</p>
      </div>
    )
  }
  return (
    <form noValidate className="to-do acting" onSubmit={(event) => event.preventDefault()}>
      <h2>{t.reopen[settled]}</h2>
      <p className="hint">{t.reopenUntil(until)}</p>
      {notAll ? <ErrorSummary title={t.pleaseCorrect(1)} faults={[{ path: 'photoIds', message: t.photosNotAll }]} /> : <CommandErrors of={command} />}
      <Field label={t.reopenWords[settled]} hint={t.reopenHint} path="words" error={command.fault('words')}>
        {(control) => <textarea {...control} rows={3} maxLength={1000} value={said} onChange={(event) => setSaid(event.target.value)} />}
      </Field>
      <PhotoPicker tray={tray} label={t.photos} most={MOST_PHOTOS} path="photoIds" error={command.fault('photoIds')} />
      <Button look="primary" className="wide" onClick={submit}>{t.submitReopen}</Button>
      <Button className="wide" onClick={() => onOpen(false)}>{t.back}</Button>
    </form>
  )
}

/** Takes it back; it says first that nothing brings it back again. */
export function Withdraw({ ticketId, again }: { ticketId: string; again: () => void }): ReactNode {
  const t = useMessages(words)
  const [sure, setSure] = useState(false)
  const box = useFocusOnTurn<HTMLDivElement>(sure)
  const command = useCommand(MoveTicket)
  const withdraw = async (): Promise<void> => {
    const outcome = await command.run({ input: { ticketId, act: 'WITHDRAW' } })
    if (outcome.kind === 'done') setSure(false)
    again()
  }
  return (
    <div className="section" ref={box}>
      <CommandErrors of={command} />
      {!sure && <Button className="wide" onClick={() => setSure(true)}>{t.withdraw}</Button>}
      {sure && (
        <>
          <p className="note warning" role="alert" tabIndex={-1}><span aria-hidden="true">⚠ </span>{t.withdrawHint}</p>
          <Button look="danger" className="wide" onClick={withdraw}>{t.submitWithdraw}</Button>
          <Button className="wide" onClick={() => setSure(false)}>{t.keep}</Button>
        </>
      )}
    </div>
  )
}
