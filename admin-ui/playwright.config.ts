import { defineConfig, devices } from '@playwright/test'

import { systemChromium } from './scripts/chromium.mjs'

const executablePath = systemChromium()
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test/results',
  globalSetup: './test/e2e/server.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // Generous: a slow machine is not a fault. What must happen within a time says so where it is tested.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { args: FLAGS, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  projects: [
    { name: 'admin', testMatch: 'admin/**/*.spec.ts', use: { viewport: { width: 1366, height: 768 } } },
    { name: 'owner', testMatch: 'owner/**/*.spec.ts', use: { ...devices['Pixel 7'] } },
    { name: 'pad', testMatch: 'pad/**/*.spec.ts', use: { viewport: { width: 1280, height: 800 }, hasTouch: true } },
    // Last, alone and one after the other, for they move the server's clock.
    { name: 'lifecycle', workers: 1, testMatch: 'lifecycle/**/*.spec.ts', use: { viewport: { width: 1366, height: 768 } }, dependencies: ['admin', 'owner', 'pad'] },
  ],
})
