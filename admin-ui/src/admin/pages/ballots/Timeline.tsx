import { useEffect, type ReactNode } from 'react'

import { useAsk } from '../../../shared/asking.ts'
import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Answered } from '../../../shared/ui/States.tsx'
import { BallotTimeline, type BallotShownFragment } from './ballot.gql.ts'
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
              {page.nodes.map((one, at) => (
                // An entry has no id of its own, and the list only ever grows at its end.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={at}>
                  <strong>{(t.action as Readonly<Record<string, string>>)[one.action] ?? one.action}</strong>
                  <br />
                  <span className="hint number">{instant(one.at, language)} · {one.actorName === null ? one.body : t.byPerson(one.body, one.actorName)}</span>
                  {one.reason !== null && <><br /><span>{t.reasonOf(one.reason)}</span></>}
                </li>
              ))}
            </ol>
          )
        }
      </Answered>
    </section>
  )
}
