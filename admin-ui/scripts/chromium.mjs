// Which Chromium the end-to-end tests use: CHROMIUM, the system's, or Playwright's own, which is fetched if it
// must be. Run by itself it makes sure that there is one.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of the system's Chromium; undefined where only Playwright's own can be used. */
export function systemChromium() {
  const given = process.env.CHROMIUM
  if (given) return given
  const folders = (process.env.PATH ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

if (process.argv[1] === import.meta.filename && systemChromium() === undefined) {
  const { status } = spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit' })
  if (status !== 0) {
    console.error('没有可用的 Chromium：请安装 chromium，或用 CHROMIUM 指明它的路径。')
    console.error('There is no Chromium: install chromium, or name its path in CHROMIUM.')
    process.exit(1)
  }
}
