import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { givenOrQuietPort } from '../given-or-quiet-port.ts'
import { requireJava } from '../java/java.ts'
import { JavaServer } from '../java/java-server.ts'
import { JavaService } from '../java/java-service.ts'
import { quietPort } from '../quiet-port.ts'
import { brokerAnswers } from './broker-answers.ts'
import { createTopics } from './create-topics.ts'
import { formatStorage } from './format-storage.ts'
import { kafkaLibraries } from './kafka-libraries.ts'
import { kafkaTool } from './kafka-tool.ts'
import { type Certificates, makeCertificates } from './make-certificates.ts'
import { type BrokerPorts, serverProperties } from './server-properties.ts'

export interface KafkaBrokerOptions {
  /** Where its data and its log (`kafka.log`) live; by default a temporary folder that `stop` removes. */
  readonly folder?: string
  /** Default: a free one. */
  readonly port?: number
  /** The port that clients are told, if a proxy stands in front of it. */
  readonly advertisedPort?: number
  /** True: also SASL and TLS listeners, and an authorizer. */
  readonly secured?: boolean
  /** True: it outlives this process. */
  readonly detached?: boolean
}

/** A real Apache Kafka broker (KRaft, one node) on 127.0.0.1, from the artifacts that its project publishes. */
export class KafkaBroker extends JavaService {
  readonly #ports: BrokerPorts
  readonly #certificates: Certificates | undefined

  private constructor(ports: BrokerPorts, server: JavaServer, more: More = {}) {
    super(server, more.isTemporary ?? false)
    this.#ports = ports
    this.#certificates = more.certificates
  }

  /**
   * Answers when the broker is ready for work. Unless `detached`, it ends with this process, however that ends.
   * @throws ServiceError if Java or Maven is missing or the broker doesn't start.
   */
  static async start(options: KafkaBrokerOptions = {}): Promise<KafkaBroker> {
    await requireJava('Kafka')
    await kafkaLibraries()
    const ports = await choosePorts(options)
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'axon-kafka-'))
    const isTemporary = options.folder === undefined
    mkdirSync(folder, { recursive: true })
    const certificates = options.secured ? await makeCertificates(join(folder, 'certificates')) : undefined
    const data = join(folder, 'data')
    const settings = settingsFile(folder)
    writeFileSync(settings, serverProperties(data, ports, certificates))
    await formatStorage(data, settings, options.secured ?? false)
    writeFileSync(portsFile(folder), JSON.stringify(ports))
    const server = serverProcess(folder, ports, options.detached ?? false)
    const broker = new KafkaBroker(ports, server, {
      isTemporary,
      ...(certificates && { certificates }),
    })
    await broker.resume()
    return broker
  }

  /** The broker whose data lies in `folder`, wherever it was started; null if none runs there. */
  static async find(folder: string): Promise<KafkaBroker | null> {
    if (!existsSync(portsFile(folder))) return null
    const ports = JSON.parse(readFileSync(portsFile(folder), 'utf8')) as BrokerPorts
    const server = serverProcess(folder, ports, true)
    return server.isRunning() ? new KafkaBroker(ports, server) : null
  }

  /** host:port without security. */
  get brokers(): string {
    return address(this.#ports.plain)
  }

  /** host:port of SASL_PLAINTEXT: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512; users in server-properties.ts. Secured brokers only. */
  get saslBrokers(): string {
    return address(securedOnly(this.#ports.sasl))
  }

  /** host:port of TLS. Secured brokers only. */
  get sslBrokers(): string {
    return address(securedOnly(this.#ports.ssl))
  }

  /** The CA (PEM) that signed the certificate of the TLS listener. Secured brokers only. */
  get caFile(): string {
    return securedOnly(this.#certificates).caFile
  }

  /** Makes the topic and waits until it can be used; one that exists stays as it is. */
  async createTopic(
    name: string,
    partitions: number,
    config: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await createTopics(this.brokers, [name], partitions, config)
  }

  /** Runs one of Kafka's own tools: see {@link kafkaTool}. */
  async tool(mainClass: string, args: readonly string[], input?: string | Buffer): Promise<string> {
    return kafkaTool(mainClass, args, input)
  }
}

interface More {
  readonly certificates?: Certificates
  readonly isTemporary?: boolean
}

const portsFile = (folder: string): string => join(folder, 'ports.json')

const settingsFile = (folder: string): string => join(folder, 'server.properties')

function serverProcess(folder: string, ports: BrokerPorts, detached: boolean): JavaServer {
  return new JavaServer({
    ...{ name: 'kafka', title: 'the Kafka broker', folder, detached },
    run: async () => ({ libraries: await kafkaLibraries(), main: 'kafka.Kafka' }),
    args: [settingsFile(folder)],
    answers: () => brokerAnswers(address(ports.plain)),
  })
}

function address(port: number): string {
  return `127.0.0.1:${port}`
}

function securedOnly<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('only a broker started with `secured: true` has this')
  return value
}

async function choosePorts({ port, advertisedPort, secured }: KafkaBrokerOptions): Promise<BrokerPorts> {
  const ports = {
    ...{ plain: await givenOrQuietPort('Kafka', port), controller: await quietPort() },
    ...(advertisedPort !== undefined && { advertised: advertisedPort }),
  }
  return secured ? { ...ports, sasl: await quietPort(), ssl: await quietPort() } : ports
}
