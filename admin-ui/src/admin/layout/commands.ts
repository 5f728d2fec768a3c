import { useEffect, useSyncExternalStore } from 'react'

/** Something that the palette (Ctrl+K) can do on the page at hand. */
export interface PaletteCommand {
  readonly key: string
  readonly title: string
  readonly initials?: string
  readonly run: () => void
}

let registered: readonly PaletteCommand[] = []
const listeners = new Set<() => void>()

function set(next: readonly PaletteCommand[]): void {
  registered = next
  for (const listener of listeners) listener()
}

/** Offers commands in the palette for as long as the calling page is shown. Memoize the list. */
export function usePaletteCommands(commands: readonly PaletteCommand[]): void {
  useEffect(() => {
    set([...registered, ...commands])
    return () => set(registered.filter((one) => !commands.includes(one)))
  }, [commands])
}

export function useRegisteredCommands(): readonly PaletteCommand[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => registered,
  )
}
