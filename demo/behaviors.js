import { byId, drawn, texts } from './page.js'

const MAX_SHOWN = 50
/** What was detected, newest first, with the service's answer once it is there. */
const seen = new Map()
const names = new Map()

const show = drawn(() => {
  const lines = [...seen.values()].map(lineOf)
  byId('seen').replaceChildren(...lines)
})

function lineOf(entry) {
  const { item, answer } = entry
  const line = document.createElement('li')
  const details = document.createElement('details')
  details.open = entry.isOpen
  details.addEventListener('toggle', () => {
    entry.isOpen = details.open
  })
  const summary = document.createElement('summary')
  const outcome = answer?.outcome ?? 'waiting'
  const name = names.get(item.eventId) ?? item.eventId
  const time = new Date(item.occurredAt).toLocaleTimeString()
  summary.textContent = `${time} ${name}: ${texts().outcomes[outcome]}${answer?.reason ? ` (${answer.reason})` : ''}`
  summary.dataset.outcome = outcome
  const sent = document.createElement('pre')
  sent.textContent = JSON.stringify(item, null, 2)
  details.append(summary, sent)
  line.append(details)
  return line
}

async function learnNames() {
  const response = await fetch('/v1/events/active?site=demo')
  if (!response.ok) return
  for (const { id, name } of (await response.json()).definitions) names.set(id, name)
  show()
}

window.axon.onMatch((item, answer) => {
  if (!names.has(item.eventId)) void learnNames()
  const before = seen.get(item.messageId)
  if (before) {
    before.answer = answer ?? before.answer
  } else {
    const others = [...seen.entries()].slice(0, MAX_SHOWN - 1)
    seen.clear()
    seen.set(item.messageId, { item, answer, isOpen: false })
    for (const [id, entry] of others) seen.set(id, entry)
  }
  show()
})

byId('explain').addEventListener('click', () => {
  const script = document.createElement('script')
  script.src = '/axon-debug.js'
  document.head.append(script)
  byId('explain').disabled = true
})

byId('ask').addEventListener('submit', (event) => {
  event.preventDefault()
  byId('words').value = ''
  byId('sent').textContent = texts().sent
})
