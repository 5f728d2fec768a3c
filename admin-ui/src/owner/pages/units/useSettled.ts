import { useEffect, useState } from 'react'

const AFTER = 300

/** A value once it has stopped changing for a moment: what is typed is not asked for letter by letter. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), AFTER)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
