import fc from 'fast-check'
import { OPENING } from '../shop.ts'
import type {
  ModelActivity,
  ModelCommand,
  ModelEvent,
  ModelOccurrenceRequest,
  ModelProduct,
  ModelSeed,
} from './shop-model.ts'

/** So few ids that everything meets everything: users come again, products are shared, ids are unknown. */
const smallId = (most: number) => fc.integer({ min: 1, max: most })
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
const instant = fc.integer({ min: -5, max: 5 }).map((minutes) => OPENING + minutes * 60_000)
const cents = fc.integer({ min: 0, max: 1_000_000 }).map((value) => value / 100)
const triggerType = fc.constantFrom('PURCHASE', 'PURCHASE', 'LOGIN_SUCCESS', 'SIGNUP', 'CLICK', 'COUPON_USED')
const mostly = <T>(usual: T, unusual: T) => fc.constantFrom(usual, usual, usual, usual, usual, unusual)

/** Leaves out the keys without value, as producers do. */
const compact = <T>(value: object): T => JSON.parse(JSON.stringify(value)) as T

const product = fc.record({ stock: fc.integer({ min: 0, max: 12 }), price: cents })
const activity = fc.record({
  productId: maybe(smallId(3)),
  activityType: mostly('FIRST_COME_FIRST_SERVE', 'LUCKY_DRAW'),
  status: mostly('ACTIVE', 'PAUSED'),
  limitCount: maybe(fc.integer({ min: 0, max: 4 })),
  startDate: maybe(fc.constant(OPENING - 120_000)),
  endDate: maybe(fc.constant(OPENING + 120_000)),
  price: maybe(cents),
})
const event = fc
  .record({
    status: mostly('ACTIVE', 'INACTIVE'),
    triggerType,
    sink: fc.constantFrom('LOG', 'DATABASE', undefined),
  })
  .map(({ sink, ...other }) => (other.triggerType === 'CLICK' ? { ...other, sink } : other))

const numbered = <Row>(rows: fc.Arbitrary<object>, minLength: number, maxLength: number) =>
  fc
    .array(rows, { minLength, maxLength })
    .map((list) => list.map((row, index) => compact<Row>({ id: index + 1, ...row })))

export const arbitrarySeed: fc.Arbitrary<ModelSeed> = fc.record({
  products: numbered<ModelProduct>(product, 3, 3),
  campaignActivities: numbered<ModelActivity>(activity, 1, 3),
  events: numbered<ModelEvent>(event, 1, 5),
})

const command: fc.Arbitrary<ModelCommand> = fc
  .record({
    campaignActivityType: mostly('FIRST_COME_FIRST_SERVE', 'LUCKY_DRAW'),
    campaignActivityId: smallId(4),
    userId: smallId(6),
    timestamp: instant,
    productId: maybe(smallId(4)),
    quantity: maybe(fc.integer({ min: 1, max: 5 })),
    price: maybe(cents),
    eventId: fc.option(smallId(6), { nil: undefined, freq: 1 }),
  })
  .map((value) => compact<ModelCommand>(value))

const occurrenceRequest: fc.Arbitrary<ModelOccurrenceRequest> = fc
  .record({
    triggerType: fc.option(triggerType, { nil: undefined, freq: 4 }),
    eventId: maybe(smallId(6)),
    occurredAt: instant,
    userId: maybe(smallId(6)),
    messageId: maybe(fc.constantFrom('a', 'b', 'c', '디')),
  })
  .filter(({ triggerType, eventId }) => triggerType !== undefined || eventId !== undefined)
  .map((value) => compact<ModelOccurrenceRequest>(value))

export const arbitraryMessages = fc.array(fc.oneof({ weight: 3, arbitrary: command }, occurrenceRequest), {
  minLength: 1,
  maxLength: 40,
})
