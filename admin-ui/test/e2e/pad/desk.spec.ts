import { expect, test } from '../fixtures.ts'

test('the desk’s page opens', async ({ page, axe, shot }) => {
  await page.goto('/pad/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await axe(page)
  await shot(page, 'desk')
})
