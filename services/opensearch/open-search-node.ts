import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { givenOrQuietPort } from '../given-or-quiet-port.ts'
import { requireJava } from '../java/java.ts'
import { JavaServer } from '../java/java-server.ts'
import { JavaService } from '../java/java-service.ts'
import { mavenLibraries } from '../java/maven-libraries.ts'
import { quietPort } from '../quiet-port.ts'
import { openSearchAnswers } from './open-search-answers.ts'

const LIBRARIES = { name: 'OpenSearch', version: '2.19.6', pom: join(import.meta.dirname, 'pom.xml') }
const MAIN = join(import.meta.dirname, 'OpenSearchNode.java')

export interface OpenSearchNodeOptions {
  /** Where its data and its log (`opensearch.log`) live; by default a temporary folder that `stop` removes. */
  readonly folder?: string
  /** Of HTTP. Default: a free one. */
  readonly port?: number
  /** True: it outlives this process. */
  readonly detached?: boolean
}

interface Ports {
  readonly http: number
  readonly transport: number
}

/** A real OpenSearch of one node on 127.0.0.1, from the artifacts that its project publishes: the core, without plugins and without security. */
export class OpenSearchNode extends JavaService {
  readonly #ports: Ports

  private constructor(folder: string, ports: Ports, detached: boolean, isTemporary: boolean) {
    const server = new JavaServer({
      ...{ name: 'opensearch', title: 'OpenSearch', folder, detached },
      run: async () => ({ libraries: await mavenLibraries(LIBRARIES), main: MAIN }),
      args: [join(folder, 'home'), String(ports.http), String(ports.transport)],
      answers: () => openSearchAnswers(this.url),
    })
    super(server, isTemporary)
    this.#ports = ports
  }

  /**
   * Answers when it is ready for work. Unless `detached`, it ends with this process, however that ends.
   * @throws ServiceError if Java or Maven is missing or it doesn't start.
   */
  static async start(options: OpenSearchNodeOptions = {}): Promise<OpenSearchNode> {
    await requireJava('OpenSearch')
    await mavenLibraries(LIBRARIES)
    const { port, detached = false } = options
    const ports = { http: await givenOrQuietPort('OpenSearch', port), transport: await quietPort() }
    const isTemporary = options.folder === undefined
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'axon-opensearch-'))
    mkdirSync(join(folder, 'home'), { recursive: true })
    writeFileSync(portsFile(folder), JSON.stringify(ports))
    const node = new OpenSearchNode(folder, ports, detached, isTemporary)
    await node.resume()
    return node
  }

  /** The one whose data lies in `folder`, wherever it was started; null if none runs there. */
  static async find(folder: string): Promise<OpenSearchNode | null> {
    if (!existsSync(portsFile(folder))) return null
    const ports = JSON.parse(readFileSync(portsFile(folder), 'utf8')) as Ports
    const node = new OpenSearchNode(folder, ports, true, false)
    return node.isRunning() ? node : null
  }

  /** `http://127.0.0.1:9200` */
  get url(): string {
    return `http://127.0.0.1:${this.#ports.http}`
  }
}

const portsFile = (folder: string): string => join(folder, 'ports.json')
