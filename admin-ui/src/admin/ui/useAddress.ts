import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

/** What a list asks for, in the page's address: it can be sent to somebody, and Back goes to the last question.
 *
 * Only for filters and cursors: nothing personal may stand in an address. */
export function useAddress<Key extends string>(
  keys: readonly Key[],
): [Readonly<Record<Key, string>>, (change: Partial<Record<Key, string>>) => void] {
  const [parameters, setParameters] = useSearchParams()
  const values = useMemo(
    () => Object.fromEntries(keys.map((key) => [key, parameters.get(key) ?? ''])) as Record<Key, string>,
    // The keys are written out at each call and mean the same every time.
    // oxlint-disable-next-line react/exhaustive-deps
    [parameters],
  )
  const change = useCallback((changed: Partial<Record<Key, string>>) => {
    setParameters((before) => {
      const after = new URLSearchParams(before)
      for (const [key, value] of Object.entries(changed) as [Key, string][]) {
        if (value) after.set(key, value)
        else after.delete(key)
      }
      return after
    })
  }, [setParameters])
  return [values, change]
}
