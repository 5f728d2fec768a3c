import { useState, type ReactNode } from 'react'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered } from '../../../shared/ui/States.tsx'
import { Back } from '../../layout/Back.tsx'
import { useFocusOnTurn } from '../../ui/useFocusOnTurn.ts'
import { CloseAccount } from './CloseAccount.tsx'
import { MyConsents, WithdrawConsent, type MyConsentsQuery } from './me.gql.ts'
import { words } from './messages.ts'
import { MyExport } from './MyExport.tsx'

type OneConsent = MyConsentsQuery['myConsents'][number]

/** Each use of one's personal data, what one has said to it and how to take it back (个人信息保护法 15); the export and the end. */
export default function MyDataPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.data)
  const asked = useAsk(MyConsents, {})
  return (
    <>
      <Back to="/me">{t.title}</Back>
      <h1 tabIndex={-1}>{t.data}</h1>
      <Answered asked={asked}>
        {({ myConsents }) => <ul className="cards">{myConsents.map((one) => <li key={one.kind}><Consent consent={one} onWithdrawn={asked.again} /></li>)}</ul>}
      </Answered>
      <div className="cards">
        <MyExport />
        <CloseAccount />
      </div>
    </>
  )
}

function Consent({ consent, onWithdrawn }: { consent: OneConsent; onWithdrawn: () => void }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { kind, givenAt, withdrawnAt, stands } = consent
  return (
    <article className="to-do">
      <h2>{t.consents[kind]}</h2>
      {givenAt === null && <p>{t.neverGiven}</p>}
      {givenAt !== null && <p className={stands ? 'good' : 'quiet'}><span aria-hidden="true">{stands ? '● ' : '○ '}</span>{t.given(instant(givenAt, language))}</p>}
      {withdrawnAt !== null && <p>{t.withdrawn(instant(withdrawnAt, language))}</p>}
      <details>
        <summary>{t.readText}</summary>
        <p>{consent.text[language]}</p>
      </details>
      <Withdrawing kind={kind} stands={stands} onWithdrawn={onWithdrawn} />
    </article>
  )
}

/** It says first what withdrawing does, for what it ends does not come back by itself. */
function Withdrawing({ kind, stands, onWithdrawn }: { kind: OneConsent['kind']; stands: boolean; onWithdrawn: () => void }): ReactNode {
  const t = useMessages(words)
  const withdraw = useCommand(WithdrawConsent)
  const [sure, setSure] = useState(false)
  const box = useFocusOnTurn<HTMLDivElement>(sure)
  const [said, setSaid] = useState('')
  const take = async (): Promise<void> => {
    const outcome = await withdraw.run({ input: { kind } })
    if (outcome.kind !== 'done') return
    const { certificationsEnded, reviewsEnded, photosDeleted } = outcome.value
    setSaid(t.done(certificationsEnded, reviewsEnded, photosDeleted))
    setSure(false)
    onWithdrawn()
  }
  return (
    <div className="stack" ref={box}>
      <div role="status">{said !== '' && <p className="note" tabIndex={-1}>{said}</p>}</div>
      <CommandErrors of={withdraw} />
      {stands && !sure && <Button className="wide" aria-label={t.withdrawOf(t.consents[kind])} onClick={() => setSure(true)}>{t.withdraw}</Button>}
      {stands && sure && (
        <div className="stack">
          <p className="note warning" role="alert" tabIndex={-1}><span aria-hidden="true">⚠ </span>{t.effects[kind]}</p>
          <Button look="danger" className="wide" onClick={take}>{t.sure}</Button>
          <Button className="wide" onClick={() => setSure(false)}>{t.keep}</Button>
        </div>
      )}
    </div>
  )
}
