import { Button, Input } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages } from '../../../shared/i18n.tsx'
import { Field } from '../../../shared/ui/Field.tsx'
import { words } from './messages.ts'
import { EstatesToWriteFor } from './notices.gql.ts'

/** For which estate: the only one is chosen by itself, among many one is found by its name. */
export function EstateChoice({ value, onChange }: { value: string; onChange: (estate: string) => void }): ReactNode {
  const t = useMessages(words)
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  const found = useAsk(EstatesToWriteFor, { search }).data?.estates
  const estates = found?.nodes ?? []
  const [first] = estates
  const chosen = estates.some((one) => one.id === value) ? value : ''
  useEffect(() => {
    if (chosen === '' && first) onChange(first.id)
  }, [chosen, first, onChange])
  return (
    <div className="estate-choice">
      {(found === undefined || search !== '' || found.totalCount > 8) && (
        <Field label={t.findEstate}>
          {(control) => (
            <Input
              {...control}
              type="search"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onPressEnter={(event) => {
                event.preventDefault()
                setSearch(typed.trim())
              }}
              suffix={<Button type="link" size="small" onClick={() => setSearch(typed.trim())}>{t.find}</Button>}
            />
          )}
        </Field>
      )}
      <Field label={t.chooseEstate} hint={t.chooseEstateHint} path="estateId">
        {(control) => (
          <select {...control} className="choice-list" value={chosen} onChange={(event) => onChange(event.target.value)}>
            {estates.map((one) => <option key={one.id} value={one.id}>{one.name}（{one.street.name}）</option>)}
          </select>
        )}
      </Field>
    </div>
  )
}
