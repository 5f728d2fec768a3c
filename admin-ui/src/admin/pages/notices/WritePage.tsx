import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate, useParams } from 'react-router'

import { useAsk, useCommand, type Command } from '../../../shared/asking.ts'
import { useMessages, useTitle } from '../../../shared/i18n.tsx'
import type { Fault } from '../../../shared/refusals.gql.ts'
import { CommandErrors, ErrorSummary } from '../../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { ui } from '../../../shared/ui/messages.ts'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { LeaveDialog, useLeaving } from '../../ui/Leaving.tsx'
import { Agenda, type Item } from './Agenda.tsx'
import { EstateChoice } from './EstateChoice.tsx'
import { words } from './messages.ts'
import type { Notice } from './NoticePage.tsx'
import { CreateNotice, NoticeInFull, ReviseNotice, type MatterKind, type NoticeKind, type NoticeTextInput } from './notices.gql.ts'

/** Writing a new notice, or changing a draft or a rejected one. */
export default function WritePage(): ReactNode {
  const t = useMessages(words)
  const { noticeId } = useParams()
  const title = noticeId === undefined ? t.write : t.change
  useTitle(title)
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      {noticeId === undefined ? <NewNotice /> : <Existing id={noticeId} />}
    </>
  )
}

function NewNotice(): ReactNode {
  const t = useMessages(words)
  const u = useMessages(ui)
  const create = useCommand(CreateNotice)
  const [estateId, setEstateId] = useState('')
  const [homeless, setHomeless] = useState<readonly Fault[]>([])
  const save = async (text: NoticeTextInput): Promise<string | null> => {
    setHomeless(estateId === '' ? [{ path: 'estateId', message: t.noEstate }] : [])
    if (estateId === '') return null
    const outcome = await create.run({ input: { estateId, text } })
    return outcome.kind === 'done' ? outcome.value.notice.id : null
  }
  const missing = estateId === '' ? homeless[0]?.message : undefined
  return (
    <Editor command={create} onSave={save} cancelTo="/notices">
      {missing === undefined ? <CommandErrors of={create} /> : <ErrorSummary title={u.pleaseCorrect(1)} faults={homeless} occasion={homeless} />}
      <EstateChoice onChange={setEstateId} error={missing ?? create.fault('estateId')} />
    </Editor>
  )
}

function Existing({ id }: { id: string }): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(NoticeInFull, { id })
  return (
    <Answered asked={asked}>
      {({ notice }) =>
        notice?.mine && (notice.state === 'DRAFT' || notice.state === 'REJECTED') ? (
          <Revising notice={notice} />
        ) : (
          <Empty title={t.notWritable}><p>{t.notWritableHint}</p><Link to={`/notices/${id}`}>{t.notice}</Link></Empty>
        )
      }
    </Answered>
  )
}

function Revising({ notice }: { notice: Notice }): ReactNode {
  const revise = useCommand(ReviseNotice)
  // The text that the author began from: a colleague's change meanwhile is not overwritten.
  const [contentHash] = useState(notice.contentHash)
  const save = async (text: NoticeTextInput): Promise<string | null> => {
    const outcome = await revise.run({ input: { noticeId: notice.id, text, contentHash } })
    return outcome.kind === 'done' ? notice.id : null
  }
  return (
    <Editor command={revise} from={notice} onSave={save} cancelTo={`/notices/${notice.id}`}>
      <CommandErrors of={revise} />
    </Editor>
  )
}

interface EditorProps {
  readonly command: Pick<Command<unknown, never>, 'busy' | 'fault'>
  readonly from?: Notice
  /** The notice that it was saved as. */
  readonly onSave: (text: NoticeTextInput) => Promise<string | null>
  readonly cancelTo: string
  readonly children: ReactNode
}

const KINDS = ['BALLOT_PUBLICITY', 'BALLOT_ANNOUNCEMENT', 'PUBLICITY', 'ANNOUNCEMENT'] as const satisfies readonly NoticeKind[]

function Editor({ command, from, onSave, cancelTo, children }: EditorProps): ReactNode {
  const t = useMessages(words)
  const navigate = useNavigate()
  const [kind, setKind] = useState<NoticeKind>(from?.kind ?? 'BALLOT_PUBLICITY')
  const [title, setTitle] = useState(from?.title ?? '')
  const [body, setBody] = useState(from?.body ?? '')
  const [items, setItems] = useState<readonly Item[]>(() => (from?.agenda ?? []).map((one) => ({ ...one, key: crypto.randomUUID() })))
  const forBallot = kind === 'BALLOT_PUBLICITY' || kind === 'BALLOT_ANNOUNCEMENT'
  const agenda = items.map((one) => ({ kind: one.kind as MatterKind, title: one.title }))
  const written = JSON.stringify([kind, title, body, agenda])
  const [before] = useState(written)
  const leaving = useLeaving(written !== before)
  const save = async (): Promise<void> => {
    const noticeId = await onSave({ kind, title, body, agenda: forBallot ? agenda : [] })
    if (noticeId === null) return
    leaving.saved()
    await navigate(`/notices/${noticeId}`)
  }
  return (
    <form
      className="writing"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {children}
      <fieldset className="kinds">
        <legend>{t.kind}</legend>
        {KINDS.map((one) => (
          <div key={one}>
            <input type="radio" id={`kind-${one}`} name="kind" checked={kind === one} onChange={() => setKind(one)} />
            <label htmlFor={`kind-${one}`}>{t.kinds[one]}<span className="hint">　{t.kindHints[one]}</span></label>
          </div>
        ))}
      </fieldset>
      <Field label={t.name} path="title" error={command.fault('title')}>
        {(control) => <Input {...control} value={title} onChange={(event) => setTitle(event.target.value)} />}
      </Field>
      {forBallot && <Agenda items={items} onChange={setItems} fault={command.fault} />}
      <Field label={t.body} hint={t.bodyHint} path="body" error={command.fault('body')}>
        {(control) => <Input.TextArea {...control} rows={12} value={body} onChange={(event) => setBody(event.target.value)} />}
      </Field>
      <div className="row-acts">
        <Button type="primary" htmlType="submit" aria-busy={command.busy || undefined}>{t.save}</Button>
        <Button onClick={() => void navigate(cancelTo)}>{t.cancel}</Button>
      </div>
      <LeaveDialog of={leaving} />
    </form>
  )
}
