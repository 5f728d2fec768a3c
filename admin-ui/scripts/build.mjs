// Builds the faces (or those named), each into dist/<face>, and lays a .br and a .gz beside what compresses well.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const ROOT = resolve(import.meta.dirname, '..')
const faces = process.argv.length > 2 ? process.argv.slice(2) : ['owner', 'pad', 'admin']
const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest)$/

for (const face of faces) {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: ROOT, env: { ...process.env, FACE: face, NODE_ENV: 'production' }, stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
  compress(join(ROOT, 'dist', face))
}

function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name)
    // index.html changes with every answer (its nonce), and what is tiny gains nothing.
    if (!COMPRESSIBLE.test(name) || name === 'index.html' || !statSync(path).isFile() || statSync(path).size < 1024) continue
    const bytes = readFileSync(path)
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }))
  }
}
