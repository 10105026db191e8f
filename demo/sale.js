import { byId, drawn, remember, remembered, texts } from './page.js'

const activityId = new URLSearchParams(location.search).get('activity') ?? '1'
const path = `/v1/activities/${activityId}`
let user = remembered('user')
let token = null
let activity = null
let answer = null

const show = drawn(() => {
  const { who, nobody, of, states } = texts()
  byId('who').textContent = token ? who(user) : nobody
  byId('buy').disabled = token === null
  if (activity) {
    byId('name').textContent = activity.name
    byId('remaining').textContent = activity.remaining ?? '∞'
    byId('of').textContent = activity.limit === null ? '' : of(activity.limit)
    byId('stock').value = activity.limit ? activity.remaining / activity.limit : 1
    byId('state').textContent = states[activity.state]
  }
  byId('answer').textContent = answer === null ? '' : sentence(answer)
  byId('proof').hidden = !answer?.receipt
  byId('receipt').textContent = answer?.receipt ?? ''
})

function sentence({ outcome, sequence, reason, detail }) {
  const { rejected, refused, again, notLoggedIn, ...others } = texts()
  if (outcome === 'approved' || outcome === 'duplicate') return others[outcome](sequence)
  if (outcome === 'rejected') return rejected[reason] ?? `${refused}: ${reason}`
  if (outcome === 'nobody') return notLoggedIn
  return outcome === 'unknown' ? again : `${refused}: ${detail}`
}

async function login(id) {
  if (token) window.axon.reset()
  user = String(id)
  answer = null
  remember('user', user)
  byId('user').value = user
  const issued = await json('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId: user }),
  })
  token = issued?.token ?? null
  if (token) {
    window.axon.identify(token)
    answer = await json(`${path}/entries/me`, { headers: { authorization: `Bearer ${token}` } })
  } else {
    answer = { outcome: 'nobody' }
  }
  show()
}

/** What the service answers, or null: it does not, or there is nothing yet. */
const json = (url, request) =>
  fetch(url, request)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null)

async function buy() {
  byId('buy').disabled = true
  answer = await window.axon.enter(activityId).catch(() => ({ outcome: 'unknown' }))
  show()
}

byId('login').addEventListener('submit', (event) => {
  event.preventDefault()
  void login(byId('user').value)
})
byId('next').addEventListener('click', () => void login(Number(user ?? 0) + 1))
byId('buy').addEventListener('click', () => void buy())
new EventSource(`${path}/stream`).addEventListener('message', ({ data }) => {
  activity = JSON.parse(data)
  show()
})
if (user) void login(user)
