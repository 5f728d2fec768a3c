/** The demo city's staff, as its start page tells them. Production has no such page. */
export interface Demo {
  readonly password: string
  readonly totp: { readonly code: string }
  readonly staff: readonly { readonly login: string; readonly zh: string; readonly en: string; readonly operates_pad: boolean }[]
}

export interface Credentials {
  readonly login: string
  readonly password: string
  readonly totp: string
}

export const readDemo = async (): Promise<Demo> => (await fetch('/demo.json')).json() as Promise<Demo>

/** What one signs in with. Asked anew each time: the one-time password changes while the page is open. */
export async function credentialsOf(login: string): Promise<Credentials> {
  const { password, totp } = await readDemo()
  return { login, password, totp: totp.code }
}
