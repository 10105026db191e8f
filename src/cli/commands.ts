import type { Command } from 'commander'

export interface CommandEntry {
  readonly name: string
  /** As the help of all commands shows it: `[options] <file>`. */
  readonly takes: string
  readonly does: string
  readonly load: () => Promise<Command>
}

/** All commands, in the order in which help shows them. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'seed',
    takes: '[options] [file]',
    does: 'load products, campaigns, activities and events from a seed file',
    load: async () => (await import('./seed/seed-command.ts')).seedCommand(),
  },
  {
    name: 'replay',
    takes: '[options] <file...>',
    does: 'run files of messages (JSONL, .gz, or - for standard input) through the pipeline',
    load: async () => (await import('./replay/replay-command.ts')).replayCommand(),
  },
  {
    name: 'serve',
    takes: '[options]',
    does: 'take requests over HTTP, and answer with their decisions',
    load: async () => (await import('./serve/serve-command.ts')).serveCommand(),
  },
  {
    name: 'consume',
    takes: '[options]',
    does: 'run messages from Kafka through the pipeline, until a signal',
    load: async () => (await import('./consume/consume-command.ts')).consumeCommand(),
  },
  {
    name: 'produce',
    takes: '[options] <file>',
    does: 'publish a file of messages (JSONL, .gz, or - for standard input) to Kafka',
    load: async () => (await import('./produce/produce-command.ts')).produceCommand(),
  },
  {
    name: 'forward',
    takes: '[options]',
    does: 'ship buffered behaviours to a sink, until a signal',
    load: async () => (await import('./forward/forward-command.ts')).forwardCommand(),
  },
  {
    name: 'dashboard',
    takes: '[options]',
    does: 'watch a database live while other processes write it',
    load: async () => (await import('./dashboard/dashboard-command.ts')).dashboardCommand(),
  },
  {
    name: 'status',
    takes: '[options]',
    does: 'show stock, activities, outcomes and positions, once',
    load: async () => (await import('./status/status-command.ts')).statusCommand(),
  },
  {
    name: 'explain',
    takes: '[options]',
    does: 'tell why a user was approved or rejected, and what else that user asked for',
    load: async () => (await import('./explain/explain-command.ts')).explainCommand(),
  },
  {
    name: 'dead-letters',
    takes: '',
    does: 'the messages that could not be processed: look at them, retry them, give them up',
    load: async () => (await import('./dead-letters/dead-letters-command.ts')).deadLettersCommand(),
  },
  {
    name: 'verify',
    takes: '[options]',
    does: 'check that every promise was kept: stock, limits, sequences, occurrences, positions',
    load: async () => (await import('./verify/verify-command.ts')).verifyCommand(),
  },
  {
    name: 'events',
    takes: '',
    does: 'the events that marketers define: list, show, make, change, preview them',
    load: async () => (await import('./events/events-command.ts')).eventsCommand(),
  },
  {
    name: 'logs',
    takes: '',
    does: 'behaviour logs: prepare Elasticsearch or OpenSearch for them, look at the newest',
    load: async () => (await import('./logs/logs-command.ts')).logsCommand(),
  },
  {
    name: 'keys',
    takes: '',
    does: "the API keys of the shop's servers and of operators: make, list, revoke them",
    load: async () => (await import('./keys/keys-command.ts')).keysCommand(),
  },
  {
    name: 'sites',
    takes: '',
    does: 'the sites whose pages may ask from a browser: add, change, list, remove them',
    load: async () => (await import('./sites/sites-command.ts')).sitesCommand(),
  },
  {
    name: 'log',
    takes: '[options]',
    does: 'who changed what, and when: the newest first',
    load: async () => (await import('./log/log-command.ts')).logCommand(),
  },
  {
    name: 'token',
    takes: '[options]',
    does: 'make a token of a user, to try `axon serve` with',
    load: async () => (await import('./token/token-command.ts')).tokenCommand(),
  },
]
