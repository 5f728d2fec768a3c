import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../shared/asking.ts'
import { useMessages, useReading } from '../../shared/i18n.tsx'
import { Button } from '../../shared/ui/Button.tsx'
import { CommandErrors, ErrorSummary } from '../../shared/ui/ErrorSummary.tsx'
import { Answered } from '../../shared/ui/States.tsx'
import { words } from '../messages.ts'
import { CardConsent, RequestCardRead } from '../pad.gql.ts'

interface Props {
  readonly workId: string
  readonly door: string | null
  readonly onWalk: () => void
  readonly onRequested: (requestId: string) => void
}

/** The idle page: nobody's card is read before they have read what happens to it and agreed. */
export function Consent({ workId, door, onWalk, onRequested }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const asked = useAsk(CardConsent, {})
  const request = useCommand(RequestCardRead)
  const [agreed, setAgreed] = useState(false)
  const [hurried, setHurried] = useState(false)
  const begin = async (version: string): Promise<void> => {
    setHurried(!agreed)
    if (!agreed) return
    const outcome = await request.run({ input: { padSessionId: workId, consent: version } })
    if (outcome.kind === 'done') onRequested(outcome.value.requestId)
  }
  return (
    <Answered asked={asked}>
      {({ consentText: consent }) => (
        <div className="idle">
          <h1 tabIndex={-1}>{t.ask}</h1>
          {door !== null && <p className="at-door">{t.atDoor(door)}</p>}
          <h2>{t.consent}</h2>
          <p className="consent">{consent[language]}</p>
          {hurried && !agreed && <ErrorSummary title={t.agreeFirst} />}
          <CommandErrors of={request} />
          <label className="pick">
            <input type="checkbox" autoComplete="off" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
            <span className="label">{t.agree}</span>
          </label>
          <Button look="primary" className="wide huge" onClick={() => begin(consent.version)}>{t.read}</Button>
          <Button className="wide" onClick={onWalk}>{door === null ? t.toList : t.backToList}</Button>
        </div>
      )}
    </Answered>
  )
}
