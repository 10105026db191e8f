import { randomUUID } from 'node:crypto'

const ITEMS = 20
/** That a visitor saw meanwhile. */
const PAGES = 4
/** Definitions that pages know. */
const DEFINITIONS = 20

const ORIGIN = 'https://shop.example'

/** A shop whose events are page views and clicks, each with a condition. */
export const shopOfPages = () => ({
  products: [],
  events: Array.from({ length: DEFINITIONS }, (_, index) => ({
    id: index + 1,
    name: `행동 ${index + 1}`,
    status: 'ACTIVE',
    ...(index % 2 === 0
      ? { triggerType: 'PAGE_VIEW', triggerPayload: { when: pathOf(index) }, sink: 'LOG' }
      : {
          triggerType: 'CLICK',
          triggerPayload: {
            when: { all: [pathOf(index), { field: 'element', op: 'selector', value: `.buy-${index}` }] },
          },
          sink: 'LOG',
        }),
  })),
})

const pathOf = (index: number) => ({ field: 'url.path', op: 'glob', value: `/products/${index}/*` })

/** What so many visitors send at once, as bytes of HTTP: 20 items each, of the page that they are on. */
export function pageRequests(count: number, siteKey: string): Buffer[] {
  return Array.from({ length: count }, (_, visitor) => {
    const body = JSON.stringify({
      sentAt: Date.now(),
      anonymousId: randomUUID(),
      sessionId: randomUUID(),
      items: Array.from({ length: ITEMS }, (_, item) => itemOf((visitor + (item % PAGES)) % DEFINITIONS)),
    })
    return Buffer.from(
      `POST /v1/occurrences?site=${siteKey} HTTP/1.1\r\nHost: shop.example\r\nOrigin: ${ORIGIN}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\n` +
        `Content-Type: text/plain;charset=UTF-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  })
}

function itemOf(index: number) {
  const common = {
    messageId: randomUUID(),
    eventId: index + 1,
    revision: 1,
    occurredAt: Date.now(),
    page: {
      url: `${ORIGIN}/products/${index}/review?sort=new&page=2`,
      title: '한정판 머그컵 리뷰',
      referrer: `${ORIGIN}/`,
      viewId: randomUUID(),
    },
  }
  if (index % 2 === 0) return common
  return { ...common, element: { tag: 'button', text: '구매하기', selectors: [`.buy-${index}`] } }
}

export const ITEMS_OF_A_REQUEST = ITEMS
export const ORIGINS = [ORIGIN]
