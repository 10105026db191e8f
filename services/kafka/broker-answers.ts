import { withAdmin } from './with-admin.ts'

/** Asks once: true if a broker answers at `brokers` (host:port, comma-separated) and is ready for work. */
export async function brokerAnswers(brokers: string): Promise<boolean> {
  try {
    const cluster = await withAdmin(brokers, (admin) => admin.describeCluster(), 0)
    return cluster.brokers.length > 0
  } catch {
    return false
  }
}
