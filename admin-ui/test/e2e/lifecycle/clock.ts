import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

import { python, settings } from '../server.ts'

const ROOT = resolve(import.meta.dirname, '../../../..')

/** Moves the clock of the run's server on by so many days; for specs of the project `lifecycle` only. */
export function advance(days: number): void {
  execFileSync(python(), ['-m', 'gongjue', 'clock', '--advance', `${days}d`], {
    cwd: ROOT,
    env: settings({ GONGJUE_PROFILE: 'test', GONGJUE_DATA_DIR: process.env['E2E_DATA'] ?? '' }),
  })
}
