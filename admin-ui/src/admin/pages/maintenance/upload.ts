/** How sending a file came out. */
export type Sent = 'sent' | 'unreadable' | 'failed'

/** Sends a file's bytes to its one-time address. A file that was changed after it was chosen cannot be read any more. */
export async function send(file: File, address: string): Promise<Sent> {
  let bytes: ArrayBuffer
  try {
    bytes = await file.arrayBuffer()
  } catch {
    return 'unreadable'
  }
  try {
    const answer = await fetch(address, {
      method: 'POST',
      body: bytes,
      credentials: 'same-origin',
      headers: { 'X-Gongjue': '1', 'X-File-Name': encodeURIComponent(file.name), 'Content-Type': 'application/octet-stream' },
    })
    return answer.status === 201 ? 'sent' : 'failed'
  } catch {
    return 'failed'
  }
}

export const LARGEST = 10_000_000

/** `rows.5.C` as row and column. */
export function placeOf(path: string): { readonly row: string; readonly column: string } {
  const [kind = '', row = '', column = ''] = path.split('.')
  return kind === 'rows' ? { row, column } : { row: '', column: '' }
}

/** Has the browser save what an address gives. */
export function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
