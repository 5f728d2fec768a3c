import { useEffect, useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { count } from '../../../shared/figures.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { randomKey } from '../../../shared/randomKey.ts'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { TypingDialog } from '../../ui/TypingDialog.tsx'
import { BroadcastForecast, MessageOwners, type BallotShownFragment, type BroadcastForecastQuery } from './ballot.gql.ts'
import { words } from './ballotMessages.ts'
import { ChannelState } from './Broadcasts.tsx'
import { Choice, DialogEnd } from './dialogParts.tsx'

type Forecast = NonNullable<BroadcastForecastQuery['broadcastForecast']>
type Audience = Forecast['audiences'][number]

interface Props {
  readonly ballot: BallotShownFragment
  readonly onClose: () => void
  readonly onDone: () => void
}

const MADE_WITHIN = 3_000

/** Writing to the owners: to how many it would go, and what was sent today, before anything is sent. */
export function MessageDialog({ ballot, onClose, onDone }: Props): ReactNode {
  const t = useMessages(words)
  const asked = useAsk(BroadcastForecast, { id: ballot.id })
  const { again } = asked
  const making = asked.data?.broadcastForecast?.today.some((one) => one.recipients === null) ?? false
  useEffect(() => {
    if (!making) return undefined
    const timer = setInterval(again, MADE_WITHIN)
    return () => clearInterval(timer)
  }, [making, again])
  return (
    <TypingDialog title={t.message.title} onClose={onClose}>
      <p><strong>{ballot.title}</strong></p>
      <Answered asked={asked}>
        {({ broadcastForecast }) => broadcastForecast === null
          ? <p>{t.message.noOwners}</p>
          : <Sending ballot={ballot} forecast={broadcastForecast} onClose={onClose} onDone={onDone} />}
      </Answered>
    </TypingDialog>
  )
}

function Sending({ ballot, forecast, onClose, onDone }: Props & { forecast: Forecast }): ReactNode {
  const t = useMessages(words)
  const [audience, setAudience] = useState<Audience['audience']>('NOT_VOTED')
  // One key for the dialog: pressed again after a lost answer, nobody is written to twice.
  const [clientKey] = useState(randomKey)
  const message = useCommand(MessageOwners)
  const chosen = forecast.audiences.find((one) => one.audience === audience)
  const submit = async (): Promise<void> => {
    const outcome = await message.run({ input: { ballotId: ballot.id, audience, clientKey } })
    if (outcome.kind !== 'done') return
    onDone()
    onClose()
  }
  return (
    <>
      <CommandErrors of={message} />
      <Choice
        label={t.message.audience}
        name="audience"
        value={audience}
        onChange={(one) => setAudience(one === 'EVERYONE' ? 'EVERYONE' : 'NOT_VOTED')}
        options={forecast.audiences.map((one) => [one.audience, <AudienceLine key={one.audience} of={one} />] as const)}
      />
      {chosen && (
        <p className="goes-to" role="status">
          {chosen.recipients > 0
            ? <strong>{t.message.goesTo(count(chosen.recipients))}</strong>
            : <><span aria-hidden="true">○ </span>{chosen.owners === 0 ? t.message.noOwners : t.message.nobody}</>}
        </p>
      )}
      <Today forecast={forecast} />
      <p className="hint">{t.message.rule}</p>
      {chosen && chosen.recipients > 0 && <DialogEnd submit={t.message.submit} busy={message.busy} onSubmit={submit} onClose={onClose} />}
    </>
  )
}

function AudienceLine({ of }: { of: Audience }): ReactNode {
  const t = useMessages(words)
  const figures = [t.message.owners(count(of.owners)), ...(of.writtenToday > 0 ? [t.message.already(count(of.writtenToday))] : [])]
  return <>{t.message[of.audience]}<span className="hint audience-figures">{figures.join(t.message.comma)}</span></>
}

/** What was sent today already, and what became of it so far. */
function Today({ forecast }: { forecast: Forecast }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  if (forecast.today.length === 0) return <p>{t.message.noneToday}</p>
  return (
    <section className="sent-today" aria-labelledby="sent-today">
      <h3 id="sent-today">{t.message.today}</h3>
      <ul className="deliveries">
        {forecast.today.map((one) => (
          <li key={one.id}>
            <span>{t.message.todayOne(instant(one.createdAt, language), t.audiences[one.audience], one.recipients === null ? t.message.making : count(one.recipients))}</span>
            <ChannelState of={one.reach.find((reach) => reach.channel === 'SMS')} />
          </li>
        ))}
      </ul>
    </section>
  )
}
