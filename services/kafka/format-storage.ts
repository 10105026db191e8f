import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { kafkaTool } from './kafka-tool.ts'
import { BROKER_USERS, SCRAM_MECHANISMS } from './server-properties.ts'

/** Makes the broker's data folder unless it was made before; a secured broker's SCRAM users are born with it. */
export async function formatStorage(dataFolder: string, settings: string, secured: boolean): Promise<void> {
  if (existsSync(join(dataFolder, 'meta.properties'))) return
  const users = Object.entries(BROKER_USERS).flatMap(([name, password]) =>
    SCRAM_MECHANISMS.flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  )
  await kafkaTool('kafka.tools.StorageTool', [
    ...['format', '--cluster-id', clusterId(), '--config', settings],
    ...(secured ? users : []),
  ])
}

/** 16 random bytes in base64url; Kafka wants none that looks like an option. */
function clusterId(): string {
  return `A${randomBytes(16).toString('base64url').slice(1)}`
}
