import type { RetryOptions } from 'kafkajs'

/**
 * Fails soon, so that the caller says so and tries again by its own rules. More than one try, since kafkajs finds out by failing
 * that a connection it kept was closed.
 */
export const RETRY_BRIEFLY: RetryOptions = { initialRetryTime: 50, maxRetryTime: 500, retries: 2 }
