export interface Part {
  /** What is in it, as docs/architecture.md says it. */
  readonly holds: string
  /** The parts that it may import: dependencies point one way. */
  readonly mayImport: readonly string[]
  /** A browser can run it as well: it has nothing of Node.js, no package, and imports only other pure parts. */
  readonly isPure?: true
  /** Rooms of a pure part that packages are bundled into, and which those are. */
  readonly bundled?: Readonly<Record<string, readonly string[]>>
}

const WAY_OF_A_MESSAGE = ['pipeline', 'messages', 'domain']

/** The folders of `src`, from the bottom up: test/imports.test.ts holds them to it, and docs/architecture.md shows them. */
export const PARTS: Readonly<Record<string, Part>> = {
  domain: { holds: 'what things are, and the rules: plain data and functions', mayImport: [], isPure: true },
  conditions: {
    holds: 'whether a happening is what an event is about, and whom an event is for: one matcher for all',
    mayImport: [],
    isPure: true,
  },
  'admin-api': {
    holds: 'the forms of the admin API: schemas, and the types that server and page share',
    mayImport: ['domain'],
  },
  messages: { holds: 'bytes → message, or why not', mayImport: ['domain'] },
  pipeline: {
    holds: "one batch's way; the services, handlers and strategies; the ports to sources and stores",
    mayImport: ['messages', 'domain'],
  },
  stores: { holds: 'SQLite and Postgres behind the port', mayImport: WAY_OF_A_MESSAGE },
  files: { holds: 'JSONL files and standard input as a source, gzip', mayImport: WAY_OF_A_MESSAGE },
  kafka: {
    holds: 'topics as a source (`consumer`), and what is published (`producer`, `dead-letters`)',
    mayImport: ['stores', ...WAY_OF_A_MESSAGE],
  },
  'live-view': {
    holds: 'the state of a running sale: a reducer, and what panels show of it',
    mayImport: ['domain'],
    isPure: true,
  },
  reads: {
    holds: 'the questions that people ask of a database: status, explain, dead letters, live polling',
    mayImport: ['live-view', 'conditions', 'stores', ...WAY_OF_A_MESSAGE],
  },
  operations: {
    holds: 'what people do to a database: seed, retry and discard dead letters, verify, digest',
    mayImport: ['reads', 'stores', 'conditions', ...WAY_OF_A_MESSAGE],
  },
  intake: {
    holds: 'a validated request on its way: into the group commit and back as a decision, or to Kafka',
    mayImport: ['kafka', 'reads', 'stores', ...WAY_OF_A_MESSAGE],
  },
  'behavior-log': {
    holds:
      'behaviours as documents, and the sinks that keep them: files, standard output, Kafka, log infrastructure',
    mayImport: ['kafka', ...WAY_OF_A_MESSAGE],
  },
  monitoring: {
    holds: 'log, metrics and health checks of `consume`',
    mayImport: ['kafka', 'behavior-log', ...WAY_OF_A_MESSAGE],
  },
  http: {
    holds: 'who asks, what may be asked how often, and how answers look',
    mayImport: [
      'admin-api',
      'intake',
      'behavior-log',
      'operations',
      'reads',
      'live-view',
      'conditions',
      'stores',
      ...WAY_OF_A_MESSAGE,
    ],
  },
  browser: {
    holds: 'what runs in web pages: bundles of their own, which the service hands out',
    mayImport: ['admin-api', 'live-view', 'conditions', 'domain'],
    isPure: true,
    bundled: {
      admin: [
        'react',
        'react-dom',
        'react-aria-components',
        '@internationalized/number',
        'react-i18next',
        'i18next',
        '@tanstack/react-query',
        '@tanstack/react-virtual',
        'uplot',
      ],
    },
  },
  dashboard: {
    holds: 'the terminal: components for the live view, and the thread that draws them',
    mayImport: ['live-view', 'reads', 'stores', ...WAY_OF_A_MESSAGE],
  },
  cli: {
    holds: 'the command line: one folder per command, `shared` for what several need; wires everything',
    mayImport: [
      'dashboard',
      'http',
      'monitoring',
      'behavior-log',
      'intake',
      'operations',
      'reads',
      'kafka',
      'files',
      'live-view',
      'stores',
      'conditions',
      ...WAY_OF_A_MESSAGE,
    ],
  },
}
