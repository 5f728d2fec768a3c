import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'

/** For what goes away by a press on a button in it: whoever pressed it goes on at the heading of the page. */
export function useFocusGoesOn<Box extends HTMLElement>(): RefObject<Box | null> {
  const box = useRef<Box>(null)
  const within = useRef(false)
  // Asked while it is still on the page, and answered when what comes in its place is there.
  useLayoutEffect(() => {
    const left = box.current
    return () => {
      within.current = left?.contains(document.activeElement) ?? false
    }
  }, [])
  useEffect(() => () => {
    if (within.current) document.querySelector<HTMLElement>('main h1')?.focus()
  }, [])
  return box
}
