import { expect, test } from '../fixtures.ts'

test('a staged ballot is open, closes at its instant and is counted by the workers', async ({ stage, ask }) => {
  const town = await stage('town', { ballot: 'open', closes_in: 4, matters: [{ title: '更换电梯' }], posted: true })
  const state = async (): Promise<string> => {
    const { ballot } = await ask<{ ballot: { state: string } }>(
      town.clerk, 'query($id: UUID!) { ballot(id: $id) { state } }', { id: town.ballot?.id },
    )
    return ballot.state
  }
  expect(await state()).toBe('OPEN')
  expect(town.publicityId).toBeDefined()
  await expect.poll(state, { timeout: 40_000 }).toBe('PUBLISHED')
})
