import { useEffect, type ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Answered } from '../../../shared/ui/States.tsx'
import { BallotTimeline, type BallotShownFragment, type BallotTimelineQuery } from './ballot.gql.ts'
import { words } from './ballotMessages.ts'

/** What has happened to the ballot, who did it and why, the first act first. */
export function Timeline({ ballot }: { ballot: BallotShownFragment }): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const asked = useAsk(BallotTimeline, { id: ballot.id })
  const { again } = asked
  // The acts are on record before the ballot stands where they brought it.
  useEffect(() => again(), [ballot, again])
  return (
    <section aria-labelledby="timeline" className="panel">
      <h2 id="timeline">{t.timeline}</h2>
      <Answered asked={asked}>
        {({ ballotTimeline: page }) =>
          page === null || page.nodes.length === 0 ? <p>{t.noTimeline}</p> : (
            <ol className="timeline">
              {folded(page.nodes).map(({ one, times }, at) => (
                // An entry has no id of its own, and the list only ever grows at its end.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={at}>
                  <strong>{(t.action as Readonly<Record<string, string>>)[one.action] ?? one.action}{times > 1 && t.times(times)}</strong>
                  <br />
                  <span className="hint number">{instant(one.at, language)} · {one.actorName === null ? one.body : t.byPerson(one.body, one.actorName)}</span>
                  {one.reason !== null && <><br /><span>{t.reasonOf((t.held as Readonly<Record<string, string>>)[one.reason] ?? one.reason)}</span></>}
                </li>
              ))}
            </ol>
          )
        }
      </Answered>
    </section>
  )
}

type Entry = NonNullable<BallotTimelineQuery['ballotTimeline']>['nodes'][number]

/** Savings that follow each other, one person's, as one entry: the last of them, and how many there were. */
export function folded(entries: readonly Entry[]): readonly { readonly one: Entry; readonly times: number }[] {
  const found: { one: Entry; times: number }[] = []
  for (const one of entries) {
    const last = found.at(-1)
    if (last !== undefined && one.action === 'saved' && last.one.action === 'saved' && last.one.actorName === one.actorName) {
      found[found.length - 1] = { one, times: last.times + 1 }
    } else {
      found.push({ one, times: 1 })
    }
  }
  return found
}
