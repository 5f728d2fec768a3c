import { useEffect, useState, type ComponentProps, type ComponentType, type ReactNode } from 'react'

import { Retry, Skeleton } from '../../shared/ui/States.tsx'
import type Walk from './Walk.tsx'

type WalkProps = ComponentProps<typeof Walk>

/** The walk comes when it is first needed: a desk loads nothing of it. */
export function WalkLater(props: WalkProps): ReactNode {
  const [Loaded, setLoaded] = useState<ComponentType<WalkProps> | null>(null)
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let left = false
    import('./Walk.tsx').then(
      (module) => {
        if (!left) setLoaded(() => module.default)
      },
      () => {
        if (!left) setFailed(true)
      },
    )
    return () => {
      left = true
    }
  }, [attempt])
  const again = (): void => {
    setFailed(false)
    setAttempt(attempt + 1)
  }
  if (failed) return <Retry trouble={{ kind: 'unreachable' }} onRetry={again} />
  return Loaded === null ? <Skeleton /> : <Loaded {...props} />
}
