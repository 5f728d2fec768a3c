import { resolve } from 'node:path'

import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

const BASES: Record<string, string> = { admin: '/admin/', owner: '/', pad: '/pad/' }
const SERVER = process.env['GONGJUE_SERVER'] ?? 'http://127.0.0.1:8000'

// One face a run: `FACE=owner vite`. scripts/build.mjs builds the three.
export default defineConfig((): UserConfig => {
  const face = process.env['FACE'] ?? 'admin'
  const base = BASES[face]
  if (base === undefined) throw new Error(`there is no face ${face}; there are ${Object.keys(BASES).join(', ')}`)
  return {
    root: resolve(import.meta.dirname, 'src', face),
    base,
    plugins: [react()],
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
