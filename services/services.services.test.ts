import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../src/kafka/client/topics.ts'
import { packageRoot } from '../src/package-root.ts'
import { createTopics } from './kafka/create-topics.ts'
import { KafkaBroker } from './kafka/kafka-broker.ts'
import { withAdmin } from './kafka/with-admin.ts'
import { OpenSearchNode } from './opensearch/open-search-node.ts'
import { PostgresServer } from './postgres/postgres-server.ts'
import { quietPort } from './quiet-port.ts'

const folder = mkdtempSync(join(tmpdir(), 'axon-services-'))
chmodSync(folder, 0o755) // a server started by root runs as another user

const ports = { postgres: await quietPort(), kafka: await quietPort(), opensearch: await quietPort() }

afterAll(() => {
  services('down', '--volumes')
  rmSync(folder, { recursive: true })
})

function services(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join('services', 'services.ts'), ...args],
    {
      cwd: packageRoot,
      env: {
        ...process.env,
        AXON_SERVICES_FOLDER: folder,
        AXON_POSTGRES_PORT: String(ports.postgres),
        AXON_KAFKA_PORT: String(ports.kafka),
        AXON_OPENSEARCH_PORT: String(ports.opensearch),
      },
      encoding: 'utf8',
    },
  )
  return { status, stdout, stderr }
}

async function query(statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: `postgres://axon:axon@127.0.0.1:${ports.postgres}/axon` })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

async function index(method: string, path: string, body?: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`http://127.0.0.1:${ports.opensearch}${path}`, {
    method,
    headers,
    ...(body && { body }),
  })
  return answer.json()
}

const partitionsOf = async (topics: string[]) => {
  const metadata = await withAdmin(`127.0.0.1:${ports.kafka}`, (admin) =>
    admin.fetchTopicMetadata({ topics }),
  )
  return metadata.topics.map(({ partitions }) => partitions.length)
}

it('brings up Postgres, Kafka and OpenSearch, keeps their data through a stop, and removes it when told', async () => {
  expect(services('status')).toMatchObject({
    status: 1,
    stdout: 'postgres  down\nkafka  down\nopensearch  down\n',
  })

  const first = services('up')
  expect(first).toMatchObject({ status: 0 })
  expect(first.stdout).toBe(
    `export DATABASE_URL=postgres://axon:axon@127.0.0.1:${ports.postgres}/axon\n` +
      `export KAFKA_BROKERS=127.0.0.1:${ports.kafka}\n` +
      `export AXON_OPENSEARCH=elasticsearch+http://127.0.0.1:${ports.opensearch}/axon-behavior\n`,
  )
  expect(await partitionsOf([COMMAND_TOPIC, OCCURRENCE_TOPIC])).toEqual([6, 6])
  await query('CREATE TABLE kept AS SELECT 7 AS seven')
  await createTopics(`127.0.0.1:${ports.kafka}`, ['kept'], 2)
  await index('PUT', '/kept/_doc/1', '{"seven":7}')

  const brokerPid = (await KafkaBroker.find(join(folder, 'kafka')))?.pid
  const again = services('up')
  expect(again.stderr).toMatch(/postgres was running .*\n.*kafka was running .*\n.*opensearch was running /)
  expect(again.stdout).toBe(first.stdout)
  expect((await KafkaBroker.find(join(folder, 'kafka')))?.pid).toBe(brokerPid)
  expect(services('status')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/postgres {2}up.*\nkafka {2}up.*\nopensearch {2}up/),
  })

  expect(services('down')).toMatchObject({ status: 0 })
  expect(await KafkaBroker.find(join(folder, 'kafka'))).toBeNull()
  expect(await OpenSearchNode.find(join(folder, 'opensearch'))).toBeNull()
  expect(await PostgresServer.find(join(folder, 'postgres'))).toBeNull()
  expect(services('up')).toMatchObject({ status: 0 })
  expect(await query('SELECT seven FROM kept')).toEqual([{ seven: 7 }])
  expect(await partitionsOf(['kept'])).toEqual([2])
  expect(await index('GET', '/kept/_source/1')).toEqual({ seven: 7 })

  expect(services('down', '--volumes')).toMatchObject({ status: 0 })
  expect(services('up', '--only', 'postgres')).toMatchObject({ status: 0 })
  await expect(query('SELECT seven FROM kept')).rejects.toThrow('does not exist')
  expect(services('status')).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/postgres {2}up.*\nkafka {2}down/),
  })
})

it('names the port that is taken', async () => {
  const other = await PostgresServer.start({ port: await quietPort() })
  try {
    ports.kafka = other.port
    const { status, stderr } = services('up', '--only', 'kafka')
    expect(stderr).toContain(`port ${other.port} (AXON_KAFKA_PORT) is taken`)
    expect(status).toBe(1)
  } finally {
    other.stop()
  }
})
