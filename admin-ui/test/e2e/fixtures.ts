import { createHmac } from 'node:crypto'
import { resolve } from 'node:path'

import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type BrowserContext, type ConsoleMessage, type Page } from '@playwright/test'

import { newestText } from './server.ts'
import { Stage, type Owner, type Scenes, type Staff } from './stage.ts'

const SCREENSHOTS = resolve(import.meta.dirname, '../screenshots')
const LANGUAGES = ['zh', 'en'] as const
const SIZES = ['normal', 'large', 'largest'] as const
type Look = readonly [language: (typeof LANGUAGES)[number], size: (typeof SIZES)[number]]
const ALL: readonly Look[] = LANGUAGES.flatMap((language) => SIZES.map((size) => [language, size] as const))
const EITHER_END: readonly Look[] = [['zh', 'normal'], ['en', 'largest']]
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Fixtures {
  /** Where the server is; `page.goto('/admin/')` already goes there. */
  origin: string
  /** Makes an estate or a person of this spec's own; see tests/stage. */
  stage: <Name extends keyof Scenes>(scene: Name, given?: Scenes[Name][0]) => Promise<Scenes[Name][1]>
  /** Gives the browser a session without the sign-in page, which has its own specs. */
  signInStaff: (staff: Staff, context?: BrowserContext) => Promise<void>
  signInOwner: (owner: Owner, context?: BrowserContext) => Promise<void>
  /** Asks the API as somebody else meanwhile, with any document: what a spec needs done and is not about. */
  ask: <Data>(who: { readonly cookie: string }, document: string, variables?: object) => Promise<Data>
  /** The code in the newest text to a phone. */
  codeFor: (phone: string) => Promise<string>
  /** No violation of WCAG 2.2 AA on the page at hand, in both languages and all three sizes, with everything unfolded. */
  axe: (page: Page) => Promise<void>
  /** The same of what is open over the page: the dialog, the drawer, or what is named. The staff’s are looked at in each
   * language and at either end of the sizes, what an owner sees in all of them. */
  axeOpen: (page: Page, open?: string) => Promise<void>
  /** Keeps a picture of the whole page under this name for a person to leaf through. */
  shot: (page: Page, name: string) => Promise<void>
}

export const test = base.extend<Fixtures, { stageOfWorker: Stage }>({
  stageOfWorker: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const stage = new Stage(environment('E2E_DATA'))
      await use(stage)
      await stage.close()
    },
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above
  origin: async ({}, use) => use(environment('E2E_ORIGIN')),
  baseURL: async ({ origin }, use) => use(origin),
  // Attempts are counted by address, and every spec comes from one of its own.
  // oxlint-disable-next-line no-empty-pattern -- as above
  extraHTTPHeaders: async ({}, use) => use({ 'X-Forwarded-For': `10.${byte()}.${byte()}.${byte()}` }),
  page: async ({ page, origin }, use) => {
    const foreign: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => {
      const { protocol, origin: to } = new URL(request.url())
      if (protocol.startsWith('http') && to !== origin) foreign.push(request.url())
    })
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !isOfTheNetwork(message.text()) && !isPhotoRefused(message)) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await use(page)
    expect(foreign, 'no request leaves the origin').toEqual([])
    expect(complaints, 'nothing on the console').toEqual([])
  },
  stage: async ({ stageOfWorker }, use) => use((scene, given) => stageOfWorker.make(scene, given ?? {})),
  signInStaff: async ({ context, origin }, use) => use((who, other) => sign(other ?? context, origin, who.cookie)),
  signInOwner: async ({ context, origin }, use) => use((who, other) => sign(other ?? context, origin, who.cookie)),
  ask: async ({ origin }, use) => use((who, document, variables = {}) => asking(origin, who.cookie, document, variables)),
  codeFor: async ({ origin }, use) => use(async (phone) => {
    await expect.poll(() => newestText(origin, phone, CODE), { message: `a code to ${phone}` }).toBeDefined()
    return CODE.exec((await newestText(origin, phone, CODE)) ?? '')?.[1] ?? ''
  }),
  // oxlint-disable-next-line no-empty-pattern -- as above
  axe: async ({}, use) => use((page) => withoutViolations(page)),
  // oxlint-disable-next-line no-empty-pattern -- as above
  axeOpen: async ({}, use, info) => use((page, open = 'dialog[open]') => withoutViolations(page, info.project.name === 'admin' ? EITHER_END : ALL, open)),
  // oxlint-disable-next-line no-empty-pattern -- as above
  shot: async ({}, use, info) => use(async (page, name) => {
    await page.screenshot({ path: resolve(SCREENSHOTS, info.project.name, `${name}.png`), fullPage: true })
  }),
})

export { expect }

/** What a browser says by itself when the network is cut is no complaint of the page; nor that the recorder of traces,
 * which fetches what a picture shows, is kept by our policy from fetching a chosen photo. */
const isOfTheNetwork = (text: string): boolean => /net::ERR_|WebSocket connection to|^Connecting to 'blob:/.test(text)

/** An answer that takes no photo, or shows none any more, is told by the browser too; the page has its own words for it. */
const isPhotoRefused = (message: ConsoleMessage): boolean =>
  /status of (?:404|413|415|422)/.test(message.text()) && new URL(message.location().url || 'about:blank').pathname.startsWith('/photos/')

/** A code in a text; a link to a ballot has digits too. */
const CODE = /(?:验证码|Code )(\d{6})/

const byte = (): number => Math.floor(Math.random() * 256)

function environment(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is missing: run npm run e2e`)
  return value
}

async function sign(context: BrowserContext, origin: string, cookie: string): Promise<void> {
  await context.addCookies([{ name: 'gongjue', value: cookie, url: origin, httpOnly: true, sameSite: 'Strict' }])
}

async function asking<Data>(origin: string, cookie: string, query: string, variables: object): Promise<Data> {
  const answer = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Gongjue': 'e2e', Cookie: `gongjue=${cookie}` },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await answer.json()) as { data?: Data; errors?: { message: string }[] }
  if (errors !== undefined || data === undefined) throw new Error(errors?.map((one) => one.message).join('\n') ?? `no answer: ${answer.status}`)
  return data
}

/** The one-time password of an authenticator (RFC 6238: SHA-1, 30 seconds, six digits), `steps` from now. */
export function totp(secret: string, steps = 0): string {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byteOf) => Number.parseInt(byteOf, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function withoutViolations(page: Page, looks: readonly Look[] = ALL, open?: string): Promise<void> {
  const before = await reading(page)
  const unfolded = await page.evaluateHandle(() => [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')].map((one) => Object.assign(one, { open: true })))
  if (open !== undefined) await expect(page.locator(open).last()).toBeVisible()
  for (const [language, size] of looks) {
    await read(page, language, size)
    const axe = new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true)
    const { violations } = await (open === undefined ? axe : axe.include(open)).analyze()
    const found = violations.map((one) => `${one.id}: ${one.help}\n${one.nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join('\n')}`)
    expect(found, `axe, ${language}, ${size}`).toEqual([])
    const tooWide = await page.evaluate((within) => {
      const boxes = [document.documentElement, ...(within === undefined ? [] : document.querySelectorAll(within))]
      return Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth))
    }, open)
    expect(tooWide, `no sideways scroll, ${language}, ${size}`).toBeLessThanOrEqual(0)
  }
  await read(page, before.language, before.size)
  await unfolded.evaluate((all) => all.forEach((one) => Object.assign(one, { open: false })))
  await unfolded.dispose()
}

/** Language and size as another window of the browser would change them: what is open on the page stays open. */
async function read(page: Page, language: string, size: string): Promise<void> {
  await page.evaluate((to) => {
    localStorage.setItem('gongjue-language', to.language)
    localStorage.setItem('gongjue-size', to.size)
    window.dispatchEvent(new StorageEvent('storage'))
  }, { language, size })
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en')
  await expect(page.locator('html')).toHaveAttribute('data-size', size)
}

const reading = (page: Page): Promise<{ language: string; size: string }> =>
  page.evaluate(() => ({ language: document.documentElement.lang === 'en' ? 'en' : 'zh', size: document.documentElement.dataset['size'] ?? 'normal' }))
