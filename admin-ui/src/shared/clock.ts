import { useEffect, useState } from 'react'

let ahead = 0

/** The clock by which windows open and close. A phone's own may be wrong, and a demo's runs ahead of it. */
export const serverClock = {
  /** Milliseconds since 1970. */
  now: (): number => Date.now() + ahead,
  /** Takes the server's instant out of an answer that has one. */
  note(instant: unknown): void {
    if (typeof instant === 'string') ahead = new Date(instant).getTime() - Date.now()
  },
}

/** The server's time, told anew every so often. */
export function useNow(everyMilliseconds = 20_000): number {
  const [now, setNow] = useState(serverClock.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverClock.now()), everyMilliseconds)
    return () => clearInterval(timer)
  }, [everyMilliseconds])
  return now
}
