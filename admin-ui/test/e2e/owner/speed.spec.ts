import { expect, test } from '../fixtures.ts'

const KIB = 1024
/** A slow phone on a slow line: six times slower, 1.6 Mbit/s, 150 ms there and back. */
const LINE = { offline: false, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8, latency: 150 }
const SLOWER = 6

test('on a slow phone the first option of a ballot is there soon; what it takes is measured and printed', async ({ page, stage, signInOwner }) => {
  const { owner, ballot } = await stage('homes', { matters: [{ title: '修改管理规约' }, { title: '调整物业费' }, { title: '使用维修资金' }] })
  await signInOwner(owner)
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (document.querySelector('input[type=radio]') === null) return
      seen.disconnect()
      requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('first-option')))
    })
    seen.observe(document, { childList: true, subtree: true })
  })
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  let bytes = 0
  line.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength
  })
  await line.send('Network.emulateNetworkConditions', LINE)
  await line.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })

  await page.goto(`/ballots/${ballot.id}/vote`, { waitUntil: 'commit' })
  await expect(page.getByRole('radio').first()).toBeVisible({ timeout: 30_000 })
  await page.waitForFunction(() => performance.getEntriesByName('first-option').length > 0)
  const took = await page.evaluate(() => performance.getEntriesByName('first-option')[0]!.startTime)
  console.log(`first ballot option at ${(took / 1000).toFixed(2)} s; ${(bytes / KIB).toFixed(0)} KiB`)
  expect(bytes, 'what has to come before it').toBeLessThan(160 * KIB)
})
