import { expect, test } from '../fixtures.ts'

test('Chinese glyphs are drawn and are not all the same box', async ({ page }) => {
  await page.goto('/')
  const different = await page.evaluate(() => {
    const draw = (glyph: string): string => {
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = 64
      const pen = canvas.getContext('2d')
      if (pen === null) return ''
      pen.font = '48px sans-serif'
      pen.fillText(glyph, 4, 52)
      return canvas.toDataURL()
    }
    return new Set(['共', '决', '业', '主', '\u{10FFFD}'].map(draw)).size
  })
  expect(different).toBe(5)
})

test('owners and the PAD run without any inline style or script; the staff’s page has a nonce for once', async ({ request }) => {
  const policies: Record<string, string> = {}
  for (const path of ['/', '/pad/', '/admin/', '/admin/estates']) {
    const answer = await request.get(path)
    expect(answer.status()).toBe(200)
    policies[path] = answer.headers()['content-security-policy'] ?? ''
    expect(policies[path]).toContain("script-src 'self';")
    expect(policies[path]).toContain("default-src 'none'")
    expect(policies[path]).not.toContain('unsafe')
  }
  expect(policies['/']).toContain("style-src 'self';")
  expect(policies['/pad/']).toContain("style-src 'self';")
  expect(policies['/admin/']).toMatch(/style-src 'self' 'nonce-[\w-]{20,}'/)
  expect(policies['/admin/']).not.toBe(policies['/admin/estates'])
})

test('what a page loads is packed and kept for ever; the page itself is asked for anew', async ({ request }) => {
  const page = await request.get('/')
  expect(page.headers()['cache-control']).toBe('no-cache')
  const asset = /assets\/[^"]+\.js/.exec(await page.text())?.[0] ?? ''
  const answer = await request.get(`/${asset}`, { headers: { 'Accept-Encoding': 'br' } })
  expect(answer.headers()['content-encoding']).toBe('br')
  expect(answer.headers()['cache-control']).toContain('immutable')
  expect((await request.get('/assets/nothing.js')).status()).toBe(404)
  expect((await request.get('/.vite/manifest.json')).status()).toBe(404)
  expect((await request.get('/ballots/anything')).headers()['content-type']).toContain('text/html')
})
