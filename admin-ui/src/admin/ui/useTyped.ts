import { useEffect, useState } from 'react'

/** How long somebody pauses before what they typed is searched for. */
const PAUSE = 250

/** A word that is typed and searched for at each pause: what the field shows, and what is asked for. The field never waits
 * for an answer or for the address, which would take letters from whoever composes Chinese. */
export function useTyped(): readonly [typed: string, type: (typed: string) => void, search: string] {
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  return [typed, setTyped, search]
}
