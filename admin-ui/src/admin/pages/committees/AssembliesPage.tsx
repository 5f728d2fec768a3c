import { Button } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading, useTitle } from '../../../shared/i18n.tsx'
import { day } from '../../../shared/moments.ts'
import { Answered, Empty } from '../../../shared/ui/States.tsx'
import { usePaletteCommands } from '../../layout/commands.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Filters, SearchFilter } from '../../ui/Filters.tsx'
import { Paging, PAGE_SIZE } from '../../ui/Paging.tsx'
import { useAddress } from '../../ui/useAddress.ts'
import { BodyState } from './BodyState.tsx'
import { nextSteps } from './checks.ts'
import './committees.css'
import { Assemblies, type AssembliesQuery } from './committees.gql.ts'
import { useMay } from './may.ts'
import { words } from './messages.ts'
import { NewAssembly } from './NewAssembly.tsx'
import { NewCommittee } from './NewCommittee.tsx'
import { NewGroup } from './NewGroup.tsx'

export type Assembly = AssembliesQuery['assemblies']['nodes'][number]
type Step = { readonly kind: 'nameLeader' | 'enterCommittee'; readonly assembly: Assembly }

/** The guide's 新建业委会: assemblies, and for each what the street does with it next. */
export default function AssembliesPage(): ReactNode {
  const t = useMessages(words)
  const { manage } = useMay()
  const title = manage ? t.assemblies.title : t.assemblies.titleToRead
  useTitle(title)
  const navigate = useNavigate()
  const [address, change] = useAddress(['search', 'after'] as const)
  const asked = useAsk(Assemblies, { search: address.search || null, first: PAGE_SIZE, after: address.after || null })
  const [adding, setAdding] = useState(false)
  const [step, setStep] = useState<Step>()
  const [said, setSaid] = useState('')
  // As it stands now: the list that was pressed may have been an older one.
  const acted = step && (asked.data?.assemblies.nodes.find((one) => one.id === step.assembly.id) ?? step.assembly)
  const commands = useMemo(
    () => (manage ? [{ key: 'new-assembly', title: t.newAssembly.title, initials: 'xzyzdh', run: () => setAdding(true) }] : []),
    [manage, t],
  )
  usePaletteCommands(commands)
  const made = (words: string): void => {
    setAdding(false)
    setSaid(words)
    asked.again()
  }
  const goOn = (bodyId: string, words: string): void => void navigate(`/bodies/${bodyId}`, { state: { said: words } })
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      <p>{manage ? t.assemblies.about : t.assemblies.aboutToRead}</p>
      <Filters>
        <SearchFilter label={t.search} find={t.find} value={address.search} onSearch={(search) => change({ search, after: '' })} />
        {manage && <Button type="primary" onClick={() => setAdding(true)}>{t.assemblies.add}</Button>}
      </Filters>
      <p role="status" className={said === '' ? '' : 'said'}>{said}</p>
      <Answered asked={asked}>
        {({ assemblies }) =>
          assemblies.totalCount === 0 ? (
            address.search === '' ? (
              <Empty title={t.assemblies.empty}><p>{manage ? t.assemblies.emptyHint : t.assemblies.emptyToRead}</p></Empty>
            ) : (
              <Empty title={t.none}>
                <p>{t.noneHint}</p>
                <Button onClick={() => change({ search: '', after: '' })}>{t.clear}</Button>
              </Empty>
            )
          ) : (
            <>
              <p>{t.assemblies.total(assemblies.totalCount)}</p>
              <Found assemblies={assemblies.nodes} waiting={asked.waiting} manage={manage} onStep={setStep} />
              <Paging page={assemblies.pageInfo} after={address.after} onPage={(after) => change({ after })} />
            </>
          )
        }
      </Answered>
      {adding && <NewAssembly onClose={() => setAdding(false)} onMade={made} />}
      {acted && step.kind === 'nameLeader' && <NewGroup assembly={acted} onClose={() => setStep(undefined)} onMade={goOn} />}
      {acted && step.kind === 'enterCommittee' && <NewCommittee assembly={acted} onClose={() => setStep(undefined)} onMade={goOn} />}
    </>
  )
}

interface FoundProps {
  readonly assemblies: readonly Assembly[]
  readonly waiting: boolean
  readonly manage: boolean
  readonly onStep: (step: Step) => void
}

function Found({ assemblies, waiting, manage, onStep }: FoundProps): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const steps = {
    title: t.acts,
    key: 'acts',
    render: (_: unknown, one: Assembly) => (
      <div className="row-acts">
        {nextSteps(one).map((kind, place) => (
          <Button key={kind} type={place === 0 ? 'primary' : 'default'} onClick={() => onStep({ kind, assembly: one })}>{t.assemblies[kind]}</Button>
        ))}
      </div>
    ),
  }
  return (
    <DataTable<Assembly>
      label={t.assemblies.list}
      rows={assemblies}
      waiting={waiting}
      columns={[
        { title: t.assemblies.name, key: 'name', render: (_, one) => <strong>{one.name}</strong> },
        { title: t.estate, key: 'estate', render: (_, one) => one.estate.name },
        { title: t.assemblies.has, key: 'has', render: (_, one) => (one.hasCommittee ? t.assemblies.yes : t.assemblies.no) },
        { title: t.assemblies.bodies, key: 'bodies', render: (_, one) => <Bodies of={one} /> },
        { title: t.assemblies.created, key: 'created', render: (_, one) => day(one.createdAt, language) },
        ...(manage ? [steps] : []),
      ]}
    />
  )
}

function Bodies({ of }: { of: Assembly }): ReactNode {
  const t = useMessages(words)
  const present = of.organizers.filter((one) => one.state !== 'DISSOLVED')
  if (present.length === 0) return t.body.none
  return (
    <ul className="plain-list">
      {present.map((one) => <li key={one.id}><Link to={`/bodies/${one.id}`}>{one.name}</Link> <BodyState state={one.state} /></li>)}
    </ul>
  )
}
