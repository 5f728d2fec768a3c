import { useEffect } from 'react'

/** Asks again when somebody comes back to the window: what others are to do may have been done meanwhile. */
export function useOnReturn(again: () => void): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') again()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [again])
}
