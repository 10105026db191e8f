import { TEXTS } from './texts.js'

export const byId = (id) => document.getElementById(id)
export const remembered = (key) => localStorage.getItem(`axon-demo-${key}`)
export const remember = (key, value) => localStorage.setItem(`axon-demo-${key}`, value)

let language = remembered('language') ?? (navigator.language.startsWith('ko') ? 'ko' : 'en')
const parts = []

export const texts = () => TEXTS[language]

/** Draws a part of the page now, and again in the other language. */
export function drawn(part) {
  parts.push(part)
  part()
  return part
}

drawn(() => {
  document.documentElement.lang = language
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = texts()[element.dataset.text]
  }
  byId('language').textContent = texts().other
})
byId('language').addEventListener('click', () => {
  language = language === 'ko' ? 'en' : 'ko'
  remember('language', language)
  for (const part of parts) part()
})
