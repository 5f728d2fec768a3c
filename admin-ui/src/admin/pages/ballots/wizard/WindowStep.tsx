import { Button } from 'antd'
import type { ReactNode } from 'react'

import { useAsk } from '../../../../shared/asking.ts'
import { serverClock } from '../../../../shared/clock.ts'
import { useMessages, useReading } from '../../../../shared/i18n.tsx'
import { instant } from '../../../../shared/moments.ts'
import { Field } from '../../../../shared/ui/Field.tsx'
import { Retry } from '../../../../shared/ui/States.tsx'
import { LinkableNotices } from '../wizard.gql.ts'
import type { StepProps } from '../WizardPage.tsx'
import { addDays, dayOf, earliestDay, fromField } from './draft.ts'
import { words } from './messages.ts'
import { useDayInWords } from './NoticesStep.tsx'

const LENGTHS = [7, 15, 30]

/** From when to when, in Beijing's time: the earliest lawful beginning, usual lengths, and who may vote when. */
export function WindowStep({ draft, change, fault, ballot }: StepProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const inWords = useDayInWords()
  const asked = useAsk(LinkableNotices, { estateId: ballot.estate.id })
  const linked = asked.data?.notices.nodes.filter((one) => one.id === draft.publicityId || one.id === draft.announcementId) ?? []
  const earliest = earliestDay(linked)
  // What is lawful and has passed already is offered to nobody.
  const tomorrow = addDays(dayOf(new Date(serverClock.now()).toISOString()), 1)
  const first = earliest === null || earliest > tomorrow ? earliest : tomorrow
  const hint = earliest !== null ? t.opensHint(inWords(earliest)) : asked.data && t.opensNoNotice
  const begins = draft.opensAt.slice(0, 10)
  return (
    <>
      {asked.trouble && <Retry trouble={asked.trouble} onRetry={asked.again} />}
      <Field label={t.opens} hint={hint} path="opensAt" error={fault('opensAt')}>
        {(control) => <input {...control} type="datetime-local" className="time-field" value={draft.opensAt} onChange={(event) => change({ opensAt: event.target.value })} />}
      </Field>
      {first !== null && (
        <div className="buttons presets" role="group" aria-label={t.presetsOpen}>
          {[`${first}T00:00`, `${first}T09:00`, `${addDays(first, 1)}T09:00`].map((at) => (
            <Button key={at} size="small" onClick={() => change({ opensAt: at })}>{t.presetOpen(instant(fromField(at), language))}</Button>
          ))}
        </div>
      )}
      <Field label={t.lastDay} path="lastDay" error={fault('lastDay')}>
        {(control) => <input {...control} type="date" className="time-field" value={draft.lastDay} onChange={(event) => change({ lastDay: event.target.value })} />}
      </Field>
      {begins !== '' && (
        <div className="buttons presets" role="group" aria-label={t.presetsLength}>
          {LENGTHS.map((days) => {
            const last = addDays(begins, days - 1)
            return <Button key={days} size="small" onClick={() => change({ lastDay: last })}>{t.presetLength(days, inWords(last))}</Button>
          })}
        </div>
      )}
      <h3>{t.who}</h3>
      {draft.opensAt === '' || draft.lastDay === '' ? <p className="hint">{t.whoLater}</p> : (
        <>
          <ol className="rules">
            <li>{t.whoFrom(instant(fromField(draft.opensAt), language))}</li>
            <li>{t.whoMeanwhile}</li>
            <li>{t.whoTransfer}</li>
            <li>{t.whoTo(`${inWords(draft.lastDay)} 24:00`)}</li>
          </ol>
          <p className="hint">{t.lawDay(inWords(draft.lastDay))}</p>
        </>
      )}
    </>
  )
}
