import { execFileSync } from 'node:child_process'
import { AXON } from '../../test/axon.ts'
import type { BenchSetup } from './bench-setup.ts'

const PARTITIONS = 6

/** The environment of programs that use the broker of the bench. */
export async function brokerEnv(setup: BenchSetup): Promise<NodeJS.ProcessEnv> {
  return { ...process.env, KAFKA_BROKERS: (await setup.broker()).brokers }
}

/** A topic for commands, empty. */
export async function emptyTopic(setup: BenchSetup, topic: string): Promise<string> {
  await (await setup.broker()).createTopic(topic, PARTITIONS)
  return topic
}

/** A topic with the commands of a file. */
export async function producedTopic(setup: BenchSetup, topic: string, messagesFile: string): Promise<string> {
  await emptyTopic(setup, topic)
  const args = [AXON, 'produce', messagesFile, '--topics', `commands=${topic}`, '--json']
  execFileSync(process.execPath, args, { env: await brokerEnv(setup), stdio: 'ignore' })
  return topic
}
