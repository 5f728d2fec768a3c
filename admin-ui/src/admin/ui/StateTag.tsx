import type { ReactNode } from 'react'

const GLYPHS = { good: '●', waiting: '◐', bad: '✕', plain: '○' } as const

/** A state in colour, and for whoever does not see colours in a glyph and in words. */
export function StateTag({ look, children }: { look: keyof typeof GLYPHS; children: ReactNode }): ReactNode {
  return <span className={`state-tag ${look}`}><span aria-hidden="true">{GLYPHS[look]} </span>{children}</span>
}
