import '../../ui/parts.css'

import { useState, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'

import { useAsk, useCommand } from '../../../shared/asking.ts'
import { joints, useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { CommandErrors } from '../../../shared/ui/ErrorSummary.tsx'
import { Answered, Missed } from '../../../shared/ui/States.tsx'
import { EstateChoice } from '../../register/EstateChoice.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { ChangeSets, EstateToMaintain, OpenChangeSet } from './maintenance.gql.ts'
import { words } from './messages.ts'

/** 申请: choose an estate and confirm; a set that is being drafted already is offered first. */
export default function NewSetPage(): ReactNode {
  const t = useMessages(words)
  useTitle(t.newTitle)
  const [address, change] = useAddress(['estate'] as const)
  return (
    <>
      <Link className="back-link" to="/maintenance">{t.backToList}</Link>
      <h1 tabIndex={-1}>{t.newTitle}</h1>
      {address.estate === ''
        ? <><p>{t.step}</p><EstateChoice onChoose={(estate) => change({ estate: estate.id })} /></>
        : <Confirm estateId={address.estate} onAgain={() => change({ estate: '' })} />}
    </>
  )
}

function Confirm({ estateId, onAgain }: { estateId: string; onAgain: () => void }): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const { language } = useReading()
  const navigate = useNavigate()
  const asked = useAsk(EstateToMaintain, { id: estateId })
  const drafts = useAsk(ChangeSets, { estateId, state: 'DRAFT', first: 20, after: null })
  const open = useCommand(OpenChangeSet)
  const [leaving, setLeaving] = useState(false)
  const confirm = async (): Promise<void> => {
    const outcome = await open.run({ input: { estateId } })
    if (outcome.kind !== 'done') return
    setLeaving(true)
    void navigate(`/maintenance/${outcome.value.changeSet.id}`)
  }
  return (
    <Answered asked={asked}>
      {({ estate }) => estate === null ? <Button onClick={onAgain}>{t.choose}</Button> : (
        <section className="sheet" aria-labelledby="chosen">
          <h2 id="chosen">{t.chosen}{j.colon}{estate.name}</h2>
          <p>{estate.number} · {estate.address}</p>
          <CommandErrors of={open} />
          {!leaving && (drafts.data?.changeSets.nodes ?? []).length > 0 && (
            <div className="must-settle">
              <p>{t.openDraft}</p>
              <ul>
                {drafts.data?.changeSets.nodes.map((one) => (
                  <li key={one.id}><Link to={`/maintenance/${one.id}`}>{t.goOn}{j.colon}{t.sources[one.source]}{j.comma}{instant(one.openedAt, language)}</Link></li>
                ))}
              </ul>
            </div>
          )}
          <Missed of={drafts} what={t.draftsOpen} />
          <div className="act-row">
            <Button look="primary" busy={open.busy} onClick={confirm}>{t.confirm}</Button>
            <Button onClick={onAgain}>{t.choose}</Button>
          </div>
        </section>
      )}
    </Answered>
  )
}
