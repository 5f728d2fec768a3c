import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../shared/asking.ts'
import { joints, useMessages } from '../shared/i18n.tsx'
import { Button } from '../shared/ui/Button.tsx'
import { CommandErrors } from '../shared/ui/ErrorSummary.tsx'
import { Field } from '../shared/ui/Field.tsx'
import { Answered, Empty, Missed } from '../shared/ui/States.tsx'
import { useAskBeforeUnload } from '../shared/useAskBeforeUnload.ts'
import { words } from './messages.ts'
import { OpenPadSession, WhatToWorkFor, Works, type PadKind, type WhatToWorkForQuery } from './pad.gql.ts'

/** For which ballot, with which reader, where, for how long, and who watches; or on with what is under way. */
export function Setup({ onBegun }: { onBegun: (workId: string) => void }): ReactNode {
  const t = useMessages(words)
  const works = useAsk(Works, {})
  const asked = useAsk(WhatToWorkFor, {})
  const mine = (works.data?.padSessions.nodes ?? []).filter((one) => one.mine && one.surroundings.isOpen)
  return (
    <>
      <h1 tabIndex={-1}>{t.begin}</h1>
      <Missed of={works} what={t.underWay} />
      {mine.length > 0 && (
        <section aria-labelledby="go-on">
          <h2 id="go-on">{t.goOn}</h2>
          {mine.map((one) => (
            <Button key={one.id} look="primary" className="wide" onClick={() => onBegun(one.id)}>
              {t.goOnWith(one.surroundings.ballotTitle, one.place)}
            </Button>
          ))}
        </section>
      )}
      <Answered asked={asked}>
        {(found) => {
          if (found.ballots.nodes.length === 0) return <Empty title={t.noBallot}><p>{t.noBallotHint}</p></Empty>
          if (found.devices.nodes.length === 0) return <Empty title={t.noReader}><p>{t.noReaderHint}</p></Empty>
          return <Begin found={found} onBegun={onBegun} />
        }}
      </Answered>
    </>
  )
}

/** Whoever comes from a ballot's planner goes to its doors; else the ballot that closes first, at a desk. */
function whatFor(found: WhatToWorkForQuery): { ballotId: string; kind: PadKind } {
  const planned = found.ballots.nodes.find((one) => one.id === new URLSearchParams(location.search).get('ballot'))
  return { ballotId: (planned ?? found.ballots.nodes[0])?.id ?? '', kind: planned === undefined ? 'DESK' : 'DOOR' }
}

function Begin({ found, onBegun }: { found: WhatToWorkForQuery; onBegun: (workId: string) => void }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const open = useCommand(OpenPadSession)
  const [typed, setTyped] = useState(() => ({ ...whatFor(found), deviceId: '', place: '', witness: '', hours: '4' }))
  useAskBeforeUnload(() => typed.place !== '' || typed.witness !== '')
  const ballot = found.ballots.nodes.find((one) => one.id === typed.ballotId)
  const readers = found.devices.nodes.filter((one) => one.streetCode === ballot?.estate.street.code && one.state === 'ACTIVE')
  const deviceId = readers.some((one) => one.id === typed.deviceId) ? typed.deviceId : (readers[0]?.id ?? '')
  const submit = async (): Promise<void> => {
    const outcome = await open.run({ input: { ...typed, deviceId, hours: Number(typed.hours) || 0 } })
    if (outcome.kind === 'done') onBegun(outcome.value.id)
  }
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <CommandErrors of={open} />
      <Field label={t.ballot} path="ballotId">
        {(control) => (
          <select {...control} className="choice-list" value={typed.ballotId} onChange={(event) => setTyped({ ...typed, ballotId: event.target.value })}>
            {found.ballots.nodes.map((one) => <option key={one.id} value={one.id}>{one.estate.name} · {one.title}</option>)}
          </select>
        )}
      </Field>
      {readers.length === 0 ? <Empty title={t.noReader}><p>{t.noReaderHint}</p></Empty> : (
        <>
          <Field label={t.reader} path="deviceId">
            {(control) => (
              <select {...control} className="choice-list" value={deviceId} onChange={(event) => setTyped({ ...typed, deviceId: event.target.value })}>
                {readers.map((one) => (
                  <option key={one.id} value={one.id}>{one.name}{j.aside(one.surroundings.reader.isReady ? t.readerReady : t.readerNotReady)}</option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t.kind} path="kind">
            {(control) => (
              <select {...control} className="choice-list" value={typed.kind} onChange={(event) => setTyped({ ...typed, kind: event.target.value as PadKind })}>
                {(['DESK', 'DOOR'] as const).map((one) => <option key={one} value={one}>{t.kinds[one]}</option>)}
              </select>
            )}
          </Field>
          {(['place', 'witness', 'hours'] as const).map((name) => (
            <Field key={name} label={t[name]} hint={t[`${name}Hint`]} path={name} error={open.fault(name)}>
              {(control) => (
                <input
                  {...control}
                  autoComplete="off"
                  inputMode={name === 'hours' ? 'numeric' : 'text'}
                  value={typed[name]}
                  onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
                />
              )}
            </Field>
          ))}
          <Button look="primary" type="submit" className="wide" busy={open.busy}>{t.start}</Button>
        </>
      )}
    </form>
  )
}
