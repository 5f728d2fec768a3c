import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { remaining } from '../../../shared/moments.ts'
import { words } from './messages.ts'

/** How long something has waited, by the server's clock. */
export function useAge(): (since: string, now: string) => string {
  const t = useMessages(words)
  const { language } = useReading()
  return (since, now) => remaining(now, new Date(since).getTime(), language) ?? t.justNow
}
