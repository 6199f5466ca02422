/** Figures as people read them. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']
const count = new Intl.NumberFormat('en')
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

export function bytes(number) {
  const power = Math.min(UNITS.length - 1, number ? Math.floor(Math.log10(number) / 3) : 0)
  const scaled = number / 1000 ** power
  return `${scaled.toFixed(power && scaled < 10 ? 1 : 0)} ${UNITS[power]}`
}

export const time = instant => date.format(instant)

/** `many(1, 'entry', 'entries')` is “1 entry”. */
export const many = (number, one, more) => `${count.format(number)} ${number === 1 ? one : more}`
