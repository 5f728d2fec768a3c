import { resolve } from 'node:path'

import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

const BASES: Record<string, string> = { admin: '/admin/', owner: '/', pad: '/pad/' }
const SERVER = process.env['FACES_SERVER'] ?? 'http://127.0.0.1:8000'

// Ant Design measures scroll bars through a <style> without our nonce, which the policy refuses. Scroll bars that are
// not styled, as ours are not, can be measured without one.
const scrollBars: Plugin = {
  name: 'measure-scroll-bars-without-style',
  enforce: 'pre',
  load: (id) => (id.endsWith('@rc-component/util/es/getScrollBarSize.js') ? MEASURE : null),
}
const MEASURE = `
let width
function measured() {
  const box = document.createElement('div')
  Object.assign(box.style, { position: 'absolute', width: '100px', height: '100px', overflow: 'scroll' })
  document.body.append(box)
  width ??= box.offsetWidth - box.clientWidth
  box.remove()
  return width
}
export default function getScrollBarSize() { return typeof document === 'undefined' ? 0 : measured() }
export function getTargetScrollBarSize() { return { width: getScrollBarSize(), height: getScrollBarSize() } }
`

// One face a run: `FACE=owner vite`. scripts/build.mjs builds the three.
export default defineConfig((): UserConfig => {
  const face = process.env['FACE'] ?? 'admin'
  const base = BASES[face]
  if (base === undefined) throw new Error(`there is no face ${face}; there are ${Object.keys(BASES).join(', ')}`)
  return {
    root: resolve(import.meta.dirname, 'src', face),
    base,
    plugins: [react(), scrollBars],
    // The server writes a nonce of its own into every answer; the other faces have no inline style to allow.
    ...(face === 'admin' ? { html: { cspNonce: '__NONCE__' } } : {}),
    build: {
      outDir: resolve(import.meta.dirname, 'dist', face),
      emptyOutDir: true,
      manifest: true,
      target: ['chrome87', 'safari14'],
      // Nothing inlined: `img-src 'self'` holds, and what is small is cached like the rest.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
    server: { proxy: Object.fromEntries(['/graphql', '/demo', '/files'].map((path) => [path, { target: SERVER, ws: true }])) },
  }
})
