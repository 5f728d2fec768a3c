import type { Act } from './rights.ts'

/** Where an act is done: the wizard, the result's page, or the ballot's page with its dialog open. */
export function placeOf(id: string, act: Act | 'open' | 'progress' | 'result'): string {
  if (act === 'edit') return `/ballots/${id}/edit`
  if (act === 'submit') return `/ballots/${id}/edit?step=check`
  if (act === 'result') return `/ballots/${id}/result`
  return act === 'open' || act === 'progress' || act === 'review' ? `/ballots/${id}` : `/ballots/${id}?act=${act}`
}
