import type { RetryOptions } from 'kafkajs'

/**
 * Fails soon, so that the caller says so and tries again by its own rules. More than one try, since kafkajs finds out by failing
 * that a connection it kept was closed.
 */
export const RETRY_BRIEFLY: RetryOptions = { initialRetryTime: 50, maxRetryTime: 500, retries: 2 }

/** Never gives up; waits at most 30 s between two tries. */
export const RETRY_FOR_EVER: RetryOptions = {
  initialRetryTime: 100,
  maxRetryTime: 30_000,
  retries: Number.MAX_SAFE_INTEGER,
}
