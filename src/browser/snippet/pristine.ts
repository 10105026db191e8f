/** What is needed of the page's globals, as they were at the start: a page may replace its own later. */
export const { parse, stringify } = JSON
export const { now } = Date
export const fetch = window.fetch.bind(window)
