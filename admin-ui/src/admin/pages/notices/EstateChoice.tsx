import { Input } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { joints, useMessages } from '../../../shared/i18n.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { ui } from '../../../shared/ui/messages.ts'
import { Retry } from '../../../shared/ui/States.tsx'
import { useTyped } from '../../ui/useTyped.ts'
import { words } from './messages.ts'
import { EstatesToWriteFor, type EstatesToWriteForQuery } from './notices.gql.ts'

type Estate = EstatesToWriteForQuery['estates']['nodes'][number]

/** Up to so many are found at a glance. */
const FEW = 8

interface Props {
  readonly onChange: (estateId: string) => void
  readonly error: string | undefined
}

/** For which estate: the only one is chosen by itself, among many one is found by its name. What was chosen stays chosen
 * while one looks for another. */
export function EstateChoice({ onChange, error }: Props): ReactNode {
  const t = useMessages(words)
  const u = useMessages(ui)
  const j = useMessages(joints)
  const [typed, setTyped, search] = useTyped()
  const [chosen, setChosen] = useState<Estate | null>(null)
  const asked = useAsk(EstatesToWriteFor, { search })
  const found = asked.data?.estates
  const only = search === '' && found?.totalCount === 1 ? found.nodes[0] : undefined
  useEffect(() => {
    if (chosen !== null || !only) return
    setChosen(only)
    onChange(only.id)
  }, [chosen, only, onChange])
  const estates = found?.nodes ?? []
  const listed = chosen === null || estates.some((one) => one.id === chosen.id) ? estates : [chosen, ...estates]
  return (
    <div className="estate-choice">
      {asked.trouble && <Retry trouble={asked.trouble} onRetry={asked.again} />}
      {(typed !== '' || search !== '' || (found !== undefined && found.totalCount > FEW)) && (
        <Field label={t.findEstate}>
          {(control) => <Input {...control} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} onPressEnter={(event) => event.preventDefault()} />}
        </Field>
      )}
      <Field label={t.chooseEstate} hint={t.chooseEstateHint} path="estateId" error={error}>
        {(control) => (
          <select
            {...control}
            className="choice-list"
            value={chosen?.id ?? ''}
            onChange={(event) => {
              setChosen(listed.find((one) => one.id === event.target.value) ?? null)
              onChange(event.target.value)
            }}
          >
            <option value="">{t.pleaseChoose}</option>
            {listed.map((one) => <option key={one.id} value={one.id}>{one.name}{j.aside(one.street.name)}</option>)}
          </select>
        )}
      </Field>
      <p role="status" className="hint">
        {found !== undefined && !asked.waiting && (found.totalCount === 0 ? search !== '' && u.nothingMatches : found.totalCount > found.nodes.length && u.shownOf(found.nodes.length, found.totalCount))}
      </p>
    </div>
  )
}
