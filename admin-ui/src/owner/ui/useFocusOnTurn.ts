import { useEffect, useRef, type RefObject } from 'react'

/** For a place that shows something else at a press on a button that goes with it: the focus is on what is told there
 * now (what has `tabIndex` -1), or on its first button. */
export function useFocusOnTurn<Box extends HTMLElement>(shown: unknown): RefObject<Box | null> {
  const box = useRef<Box>(null)
  const before = useRef(shown)
  useEffect(() => {
    if (before.current === shown) return
    before.current = shown
    box.current?.querySelector<HTMLElement>('[tabindex="-1"], button')?.focus()
  }, [shown])
  return box
}
