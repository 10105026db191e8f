import { type Admin, Kafka, logLevel } from 'kafkajs'

/** Does `work` with an administrator's connection to a broker; `retries` as kafkajs counts them. */
export async function withAdmin<Result>(
  brokers: string,
  work: (admin: Admin) => Promise<Result>,
  retries = 5,
): Promise<Result> {
  const kafka = new Kafka({
    clientId: 'axon-services',
    brokers: brokers.split(','),
    connectionTimeout: 2_000,
    logLevel: logLevel.NOTHING,
    retry: { retries, initialRetryTime: 100 },
  })
  const admin = kafka.admin()
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}
