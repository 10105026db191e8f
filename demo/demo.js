/** The shop page of `axon serve --dev`: plain, and talks to the same routes as a shop's own page would. */

const TEXTS = {
  ko: {
    other: 'English',
    user: '회원 번호',
    login: '로그인',
    next: '다음 손님',
    buy: '구매하기',
    receipt: '영수증',
    check: 'axon verify --receipt FILE --receipt-keys FILE 로 확인할 수 있습니다.',
    of: (limit) => `/ ${limit} 남음`,
    who: (user) => `${user}번 손님으로 로그인했습니다.`,
    nobody: '먼저 로그인하세요.',
    approved: (sequence) => `구매했습니다! ${sequence}번째입니다.`,
    duplicate: (sequence) => `이미 구매했습니다. ${sequence}번째입니다.`,
    rejected: { LIMIT_REACHED: '마감되었습니다.', OUT_OF_STOCK: '품절되었습니다.' },
    refused: '구매할 수 없습니다',
    again: '지금은 답을 얻지 못했습니다. 다시 눌러 주세요. 두 번 구매되지 않습니다.',
    states: {
      upcoming: '곧 열립니다',
      open: '판매 중',
      sold_out: '매진',
      paused: '잠시 멈춤',
      ended: '종료',
    },
  },
  en: {
    other: '한국어',
    user: 'Customer number',
    login: 'Log in',
    next: 'Next customer',
    buy: 'Buy',
    receipt: 'Receipt',
    check: 'Check it with axon verify --receipt FILE --receipt-keys FILE.',
    of: (limit) => `of ${limit} left`,
    who: (user) => `Logged in as customer ${user}.`,
    nobody: 'Log in first.',
    approved: (sequence) => `You got one! You are number ${sequence}.`,
    duplicate: (sequence) => `You have one already: number ${sequence}.`,
    rejected: { LIMIT_REACHED: 'All places are taken.', OUT_OF_STOCK: 'Sold out.' },
    refused: 'That is not possible',
    again: 'No answer at the moment. Press again: you will not buy twice.',
    states: {
      upcoming: 'opens soon',
      open: 'on sale',
      sold_out: 'sold out',
      paused: 'paused',
      ended: 'over',
    },
  },
}

const byId = (id) => document.getElementById(id)
const remembered = (key) => localStorage.getItem(`axon-demo-${key}`)
const remember = (key, value) => localStorage.setItem(`axon-demo-${key}`, value)

const activityId = new URLSearchParams(location.search).get('activity') ?? '1'
const path = `v1/activities/${activityId}`
let language = remembered('language') ?? (navigator.language.startsWith('ko') ? 'ko' : 'en')
let user = remembered('user')
let token = null
let activity = null
let answer = null

function show() {
  const texts = TEXTS[language]
  document.documentElement.lang = language
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = texts[element.dataset.text]
  }
  byId('language').textContent = texts.other
  byId('who').textContent = token ? texts.who(user) : texts.nobody
  byId('buy').disabled = token === null
  if (activity) {
    byId('name').textContent = activity.name
    byId('remaining').textContent = activity.remaining ?? '∞'
    byId('of').textContent = activity.limit === null ? '' : texts.of(activity.limit)
    byId('stock').value = activity.limit ? activity.remaining / activity.limit : 1
    byId('state').textContent = texts.states[activity.state]
  }
  byId('answer').textContent = answer === null ? '' : sentence(texts, answer)
  byId('proof').hidden = !answer?.receipt
  byId('receipt').textContent = answer?.receipt ?? ''
}

function sentence(texts, { outcome, sequence, reason, status, detail }) {
  if (outcome === 'approved' || outcome === 'duplicate') return texts[outcome](sequence)
  if (outcome === 'rejected') return texts.rejected[reason] ?? `${texts.refused}: ${reason}`
  return status === 503 ? texts.again : `${texts.refused}: ${detail}`
}

async function login(id) {
  user = String(id)
  answer = null
  const response = await fetch('demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId: user }),
  })
  token = response.ok ? (await response.json()).token : null
  remember('user', user)
  byId('user').value = user
  if (token) {
    const own = await fetch(`${path}/entries/me`, { headers: { authorization: `Bearer ${token}` } })
    if (own.ok) answer = await own.json()
  }
  show()
}

async function buy() {
  byId('buy').disabled = true
  try {
    const response = await fetch(`${path}/entries`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    })
    answer = await response.json()
  } catch {
    answer = { status: 503 }
  }
  show()
}

byId('login').addEventListener('submit', (event) => {
  event.preventDefault()
  void login(byId('user').value)
})
byId('next').addEventListener('click', () => void login(Number(user ?? 0) + 1))
byId('buy').addEventListener('click', () => void buy())
byId('language').addEventListener('click', () => {
  language = language === 'ko' ? 'en' : 'ko'
  remember('language', language)
  show()
})
new EventSource(`${path}/stream`).addEventListener('message', ({ data }) => {
  activity = JSON.parse(data)
  show()
})
show()
if (user) void login(user)
