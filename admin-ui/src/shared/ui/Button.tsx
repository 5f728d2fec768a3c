import { useRef, useState, type ButtonHTMLAttributes, type MouseEvent, type ReactNode } from 'react'

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick'> {
  /** `primary` is the one thing to do on a page, `danger` what cannot be undone. */
  readonly look?: 'primary' | 'plain' | 'danger' | 'link'
  /** While what it returns is pending, further presses do nothing. */
  readonly onClick?: (event: MouseEvent<HTMLButtonElement>) => unknown
  readonly busy?: boolean
  readonly children: ReactNode
}

/** A button that acts once, however often it is pressed. It stays focusable while it works. */
export function Button({ look = 'plain', onClick, busy = false, type = 'button', children, className = '', ...rest }: Props): ReactNode {
  const acting = useRef(false)
  const [pending, setPending] = useState(false)
  const working = busy || pending
  const press = async (event: MouseEvent<HTMLButtonElement>): Promise<void> => {
    if (acting.current || busy) {
      event.preventDefault()
      return
    }
    const result = onClick?.(event)
    if (!(result instanceof Promise)) return
    acting.current = true
    setPending(true)
    try {
      await result
    } finally {
      acting.current = false
      setPending(false)
    }
  }
  return (
    <button
      {...rest}
      type={type === 'submit' ? 'submit' : 'button'}
      className={`button ${look} ${className}`}
      aria-disabled={working || undefined}
      aria-busy={working || undefined}
      onClick={(event) => void press(event)}
    >
      {children}
    </button>
  )
}
