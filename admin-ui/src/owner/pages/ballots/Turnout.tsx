import type { ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import type { Paper } from '../../../shared/ballot/answers.ts'
import { TurnoutNow, type TurnoutFragment } from '../../../shared/ballot/ballot.gql.ts'
import { useTurnout } from '../../../shared/ballot/live.ts'
import { area, count } from '../../../shared/figures.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { Answered, Skeleton } from '../../../shared/ui/States.tsx'
import { Bar } from './Bar.tsx'
import { words } from './messages.ts'

interface Props {
  readonly ballotId: string
  readonly state: Paper['state']
  readonly quorum: readonly { readonly dimension: string; readonly operator: string; readonly fraction: string }[]
}

/** How many take part, by heads and by area, live while it is open; never what they chose. */
export function Turnout({ ballotId, state, quorum }: Props): ReactNode {
  const t = useMessages(words)
  const rolled = state !== 'APPROVED'
  const asked = useAsk(TurnoutNow, { ballotId }, { pause: !rolled })
  const live = useTurnout(ballotId, state === 'OPEN')
  if (!rolled) return null
  return (
    <section className="section">
      <h2>{t.turnout}{live && <span className="live"><span aria-hidden="true"> ● </span>{t.live}</span>}</h2>
      <p className="hint">{t.turnoutHint}</p>
      {live ? <Shares of={live} quorum={quorum} /> : (
        <Answered asked={asked} skeleton={<Skeleton lines={2} />}>
          {({ participation }) => participation && <Shares of={participation} quorum={quorum} />}
        </Answered>
      )}
    </section>
  )
}

function Shares({ of, quorum }: { of: TurnoutFragment; quorum: Props['quorum'] }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const { whole } = of
  const line = (dimension: string): { share: string; says: string } | undefined => {
    const asked = quorum.find((one) => one.dimension === dimension)
    return asked && { share: asked.fraction, says: asked.operator === '>' ? t.moreThan(asked.fraction) : t.atLeast(asked.fraction) }
  }
  return (
    <div className="bars">
      <Bar
        label={t.heads}
        part={String(whole.castHeads)}
        all={String(whole.heads)}
        says={t.ofAll(t.people(count(whole.castHeads)), t.people(count(whole.heads)))}
        line={line('heads')}
      />
      <Bar
        label={t.area}
        part={whole.castArea}
        all={whole.area}
        says={t.ofAll(area(whole.castArea, language), area(whole.area, language))}
        line={line('area')}
      />
    </div>
  )
}
