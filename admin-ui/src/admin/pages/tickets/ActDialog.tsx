import { useState, type ReactNode } from 'react'
import { useClient } from 'urql'
import { Link } from 'react-router'

import { perform, useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { PhotoPicker } from '../../../shared/photos/PhotoPicker.tsx'
import { usePhotos } from '../../../shared/photos/usePhotos.ts'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { fenOf } from '../../../shared/tickets/terms.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import { words } from './messages.ts'
import type { Doing } from './rights.ts'
import { AssignTicket, LinkTicketCost, MoveTicketOn, RequestWorkPhoto, TicketBallots, TicketWorkers, type TicketWholeFragment } from './tickets.gql.ts'

const MOST_PHOTOS = 6
const WITH_PHOTOS: readonly Doing[] = ['ANSWER', 'FINISH']
const NEEDS_WORDS: readonly Doing[] = ['ANSWER', 'HOLD', 'FINISH', 'DECLINE', 'ESCALATE']

interface Props {
  readonly act: Doing
  readonly ticket: TicketWholeFragment
  readonly onClose: () => void
  readonly onDone: () => void
  /** Asks how the ticket stands now: after trouble nobody knows. */
  readonly again: () => void
}

/** One act: what follows from it, what belongs to it, and one button that does it once. */
export function ActDialog(props: Props): ReactNode {
  const t = useMessages(words)
  const { act, ticket, onClose } = props
  return (
    <TypingDialog title={t.doing[act]} onClose={onClose}>
      <div className="ticket-dialog">
        <p><strong>{t.effects[act === 'ESCALATE' && ticket.state === 'DECLINED' ? 'ESCALATE_DECLINED' : act]}</strong></p>
        {act === 'ASSIGN' ? <Assign {...props} /> : act === 'LINK_COST' ? <Cost {...props} /> : <Move {...props} act={act} />}
      </div>
    </TypingDialog>
  )
}

interface FormProps {
  readonly busy: boolean
  readonly danger?: boolean
  readonly onSubmit: () => Promise<void>
  readonly onClose: () => void
  readonly children: ReactNode
}

function Form({ busy, danger = false, onSubmit, onClose, children }: FormProps): ReactNode {
  const t = useMessages(words)
  return (
    <form className="ticket-dialog" noValidate onSubmit={(event) => event.preventDefault()}>
      {children}
      <div className="ticket-acts">
        <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={onSubmit}>{t.submit}</Button>
        <Button onClick={onClose}>{t.back}</Button>
      </div>
    </form>
  )
}

function Move({ act, ticket, onClose, onDone, again }: Props & { act: Exclude<Doing, 'ASSIGN' | 'LINK_COST'> }): ReactNode {
  const t = useMessages(words)
  const client = useClient()
  const [said, setSaid] = useState('')
  const [notAll, setNotAll] = useState(false)
  const tray = usePhotos(() => perform(client, RequestWorkPhoto, { input: { estateId: ticket.estate.id } }))
  const command = useCommand(MoveTicketOn)
  const submit = async (): Promise<void> => {
    command.clear()
    setNotAll(false)
    const photoIds = await tray.settle()
    setNotAll(photoIds === null)
    if (photoIds === null) return
    const outcome = await command.run({ input: { ticketId: ticket.id, act, words: said, photoIds } })
    if (outcome.kind === 'done') onDone()
    else again()
  }
  return (
    <Form busy={command.busy} danger={act === 'DECLINE'} onSubmit={submit} onClose={onClose}>
      {notAll ? <ErrorSummary title={t.pleaseCorrect(1)} faults={[{ path: 'photoIds', message: t.photosNotAll }]} /> : <CommandErrors of={command} />}
      <Field label={t.says[act]} path="words" error={command.fault('words')} {...(NEEDS_WORDS.includes(act) ? { hint: t.saysHint } : {})}>
        {(control) => <textarea {...control} rows={3} maxLength={1000} value={said} onChange={(event) => setSaid(event.target.value)} />}
      </Field>
      {WITH_PHOTOS.includes(act) && <PhotoPicker tray={tray} camera={false} label={t.photos} hint={t.photosHint} most={MOST_PHOTOS} path="photoIds" error={command.fault('photoIds')} />}
    </Form>
  )
}

function Assign({ ticket, onClose, onDone, again }: Props): ReactNode {
  const t = useMessages(words)
  const [member, setMember] = useState('')
  const [said, setSaid] = useState('')
  const [missing, setMissing] = useState<readonly Fault[]>([])
  const command = useCommand(AssignTicket)
  const asked = useAsk(TicketWorkers, { estateId: ticket.estate.id })
  const submit = async (): Promise<void> => {
    command.clear()
    setMissing(member === '' ? [{ path: 'memberId', message: t.memberMissing }] : [])
    if (member === '') return
    const outcome = await command.run({ input: { ticketId: ticket.id, memberId: member, words: said } })
    if (outcome.kind === 'done') onDone()
    else again()
  }
  const nobody = missing.length > 0 && member === ''
  return (
    <Answered asked={asked}>
      {({ organizers }) => {
        const members = organizers.nodes.filter((one) => one.endedAt === null).flatMap((one) => one.members).filter((one) => one.leftAt === null)
        if (members.length === 0) return <p className="note">{t.noMembers}</p>
        return (
          <Form busy={command.busy} onSubmit={submit} onClose={onClose}>
            {nobody ? <ErrorSummary title={t.pleaseCorrect(1)} faults={missing} occasion={missing} /> : <CommandErrors of={command} />}
            <Field label={t.member} path="memberId" error={nobody ? t.memberMissing : command.fault('memberId')}>
              {(control) => (
                <select {...control} value={member} onChange={(event) => setMember(event.target.value)}>
                  <option value="">{t.choose}</option>
                  {members.map((one) => <option key={one.id} value={one.id}>{one.maskedName}</option>)}
                </select>
              )}
            </Field>
            <Field label={t.says.ASSIGN} path="words" error={command.fault('words')}>
              {(control) => <textarea {...control} rows={2} maxLength={1000} value={said} onChange={(event) => setSaid(event.target.value)} />}
            </Field>
          </Form>
        )
      }}
    </Answered>
  )
}

function Cost({ ticket, onClose, onDone, again }: Props): ReactNode {
  const t = useMessages(words)
  const [amount, setAmount] = useState(ticket.costFen === null ? '' : `${Math.floor(ticket.costFen / 100)}.${String(ticket.costFen % 100).padStart(2, '0')}`)
  const [ballot, setBallot] = useState(ticket.ballotId ?? '')
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const command = useCommand(LinkTicketCost)
  const asked = useAsk(TicketBallots, { estateId: ticket.estate.id })
  const submit = async (): Promise<void> => {
    command.clear()
    const costFen = fenOf(amount)
    const found = [
      ...(costFen === null ? [{ path: 'costFen', message: t.amountWrong }] : []),
      ...(ballot === '' ? [{ path: 'ballotId', message: t.ballotMissing }] : []),
    ]
    setFaults(found)
    if (costFen === null || ballot === '') return
    const outcome = await command.run({ input: { ticketId: ticket.id, ballotId: ballot, costFen } })
    if (outcome.kind === 'done') onDone()
    else again()
  }
  const wrong = (path: string): string | undefined => faults.find((one) => one.path === path)?.message ?? command.fault(path)
  return (
    <Answered asked={asked}>
      {({ ballots }) => {
        const deciding = ballots.nodes.filter((one) => one.matters.some((matter) => matter.kind === 'REPAIR_FUND_USE'))
        if (deciding.length === 0) {
          return (
            <>
              <p className="note">{t.noBallots}</p>
              <p><Link to={`/ballots?estate=${ticket.estate.id}`}>{t.toBallots}</Link></p>
            </>
          )
        }
        return (
          <Form busy={command.busy} onSubmit={submit} onClose={onClose}>
            {faults.length > 0 ? <ErrorSummary title={t.pleaseCorrect(faults.length)} faults={faults} occasion={faults} /> : <CommandErrors of={command} />}
            <Field label={t.amount} hint={t.amountHint} path="costFen" error={wrong('costFen')}>
              {(control) => <input {...control} inputMode="decimal" autoComplete="off" value={amount} onChange={(event) => setAmount(event.target.value)} />}
            </Field>
            <Field label={t.ballot} hint={t.ballotHint} path="ballotId" error={wrong('ballotId')}>
              {(control) => (
                <select {...control} value={ballot} onChange={(event) => setBallot(event.target.value)}>
                  <option value="">{t.choose}</option>
                  {deciding.map((one) => <option key={one.id} value={one.id}>{one.title}</option>)}
                </select>
              )}
            </Field>
          </Form>
        )
      }}
    </Answered>
  )
}
