/** What a `datetime-local` field holds is Beijing's time: as an instant for the API, or null when it is empty. */
export const instantOf = (typed: string): string | null => (typed === '' ? null : `${typed.length === 16 ? `${typed}:00` : typed}+08:00`)

const parts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
})

/** An instant as a `datetime-local` field holds it. */
export const typedOf = (instant: string): string => parts.format(new Date(instant)).replace(' ', 'T')
