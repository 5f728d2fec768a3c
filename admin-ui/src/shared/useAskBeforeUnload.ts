import { useEffect, useRef } from 'react'

/** Has the browser ask, in its own words, before it closes or reloads a page with something on it that is not sent yet.
 * Whether there is such a thing is looked at in that moment. */
export function useAskBeforeUnload(isUnsent: () => boolean): void {
  const latest = useRef(isUnsent)
  useEffect(() => {
    latest.current = isUnsent
  })
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (!latest.current()) return
      event.preventDefault()
      // Browsers before 2023 ask only for this.
      event.returnValue = true
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])
}
