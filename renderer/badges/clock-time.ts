import type { Locale } from '../../app/i18n/message.ts'

/**
 * A time of day as the user's clock shows it: `14:02:10`, with the date where it is not of today, with the year
 * where it is not of this year.
 *
 * @param at ms since the epoch; the time zone is that of the machine
 * @param now ms since the epoch, what "today" is measured by
 */
export function formatClockTime(at: number, now: number, locale: Locale): string {
  const time = new Intl.DateTimeFormat(locale, timeOfDay).format(at)
  const day = new Date(at)
  const today = new Date(now)
  if (day.toDateString() === today.toDateString()) return time
  const sameYear = day.getFullYear() === today.getFullYear()
  const date = new Intl.DateTimeFormat(locale, sameYear ? dayOfYear : dayOfAnyYear).format(at)
  return `${date}, ${time}`
}

/** `formatClockTime` as of now. */
export function clockTime(at: number, locale: Locale): string {
  return formatClockTime(at, Date.now(), locale)
}

const timeOfDay = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
const dayOfYear = { day: 'numeric', month: 'short' } as const
const dayOfAnyYear = { ...dayOfYear, year: 'numeric' } as const
