import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireJava } from '../java/java.ts'
import { JavaServer } from '../java/java-server.ts'
import { mavenLibraries } from '../java/maven-libraries.ts'
import { isFreePort, quietPort } from '../quiet-port.ts'
import { ServiceError } from '../service-error.ts'
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
export class OpenSearchNode {
  readonly folder: string
  readonly #ports: Ports
  readonly #isTemporary: boolean
  readonly #process: JavaServer

  private constructor(folder: string, ports: Ports, detached: boolean, isTemporary: boolean) {
    this.folder = folder
    this.#ports = ports
    this.#isTemporary = isTemporary
    this.#process = new JavaServer({
      ...{ name: 'opensearch', title: 'OpenSearch', folder, detached },
      run: async () => ({ libraries: await mavenLibraries(LIBRARIES), main: MAIN }),
      args: [join(folder, 'home'), String(ports.http), String(ports.transport)],
      answers: () => openSearchAnswers(this.url),
    })
  }

  /**
   * Answers when it is ready for work. Unless `detached`, it ends with this process, however that ends.
   * @throws ServiceError if Java or Maven is missing or it doesn't start.
   */
  static async start(options: OpenSearchNodeOptions = {}): Promise<OpenSearchNode> {
    await requireJava('OpenSearch')
    await mavenLibraries(LIBRARIES)
    const { port, detached = false } = options
    if (port !== undefined && !(await isFreePort(port))) {
      throw new ServiceError(
        `OpenSearch can't listen on port ${port}: something else does; free it or choose another`,
      )
    }
    const ports = { http: port ?? (await quietPort()), transport: await quietPort() }
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

  isRunning(): boolean {
    return this.#process.isRunning()
  }

  /** SIGKILL: what it had not flushed is left to its own recovery. Down until {@link resume}. */
  async crash(): Promise<void> {
    await this.#process.end('SIGKILL')
  }

  /** Starts it again on the same data and ports. */
  async resume(): Promise<void> {
    await this.#process.start()
  }

  /** A crash and a new start on the same data and ports. */
  async restart(): Promise<void> {
    await this.crash()
    await this.resume()
  }

  /** Stops it cleanly; a temporary one just goes, with its folder. */
  async stop(): Promise<void> {
    await this.#process.end(this.#isTemporary ? 'SIGKILL' : 'SIGTERM')
    if (this.#isTemporary) rmSync(this.folder, { recursive: true, force: true })
  }
}

const portsFile = (folder: string): string => join(folder, 'ports.json')
