// What a visitor loads, as gzip: the first load of each face and, for admin, what each lazy page adds to it.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

const ROOT = resolve(import.meta.dirname, '..')
const BUDGETS = { owner: { first: 110, page: 60 }, pad: { first: 110, page: 60 }, admin: { first: 260, page: 150 } }
const KIB = 1024
let over = 0

for (const [face, budget] of Object.entries(BUDGETS)) {
  const folder = join(ROOT, 'dist', face)
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
  const size = (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length
  const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
  const first = filesOf(manifest, entry)
  check(`${face}`, sum(first, size), budget.first)
  for (const key of Object.keys(manifest).filter((one) => manifest[one].isDynamicEntry)) {
    check(`${face} ${key}`, sum(new Set([...filesOf(manifest, key)].filter((file) => !first.has(file))), size), budget.page)
  }
}
process.exit(over ? 1 : 0)

function filesOf(manifest, key, files = new Set()) {
  const chunk = manifest[key]
  if (files.has(chunk.file)) return files
  files.add(chunk.file)
  for (const sheet of chunk.css ?? []) files.add(sheet)
  for (const other of chunk.imports ?? []) filesOf(manifest, other, files)
  return files
}

function sum(files, size) {
  return [...files].reduce((total, file) => total + size(file), 0)
}

function check(what, bytes, kibibytes) {
  const fits = bytes <= kibibytes * KIB
  console.log(`${fits ? '✓' : '✕'} ${what}: ${(bytes / KIB).toFixed(1)} KiB / ${kibibytes} KiB`)
  if (!fits) over += 1
}
