import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Language, localeOf } from './language.ts'

/** Numbers and times as the user writes them, in the zone of the browser. */
export function useFormats() {
  const { i18n } = useTranslation()
  return useMemo(() => formatsOf(localeOf(i18n.language as Language)), [i18n.language])
}

const DAY_MS = 86_400_000

function formatsOf(locale: string) {
  const number = new Intl.NumberFormat(locale)
  const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const instant = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  const day = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const written = (format: Intl.DateTimeFormat, at: string | number): string => {
    const date = new Date(at)
    return Number.isNaN(date.getTime()) ? String(at) : format.format(date)
  }
  return {
    number: (value: number) => number.format(value),
    rate: (value: number) => rate.format(value),
    percent: (share: number) => percent.format(share),
    /** With its date, to the second. */
    instant: (at: string | number) => written(instant, at),
    time: (at: string | number) => written(time, at),
    /** The time alone if it is of the last day, else with its date. */
    moment: (at: string | number) =>
      written(Date.now() - new Date(at).getTime() < DAY_MS ? time : instant, at),
    /** A day of UTC, as counts come in. */
    day: (at: string) => written(day, at),
    list: (words: readonly string[]) => list.format(words),
  }
}
