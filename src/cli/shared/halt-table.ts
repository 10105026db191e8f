import type { HaltCode, HaltFacts } from '../../domain/halts.ts'
import { conversionOf } from './conversion-of.ts'

/** How a command ends for a code: with 2 if the command line, a file named there or the environment is to be changed, else 1. */
export interface Halt<Code extends HaltCode> {
  readonly exitCode: 1 | 2
  /** What to do, as it follows the sentence of what was found; left out where that says it. */
  readonly cure?: string | ((facts: HaltFacts<Code>) => string)
}

const CREATE_TOPIC = 'create it first'

/** What stops a command: its exit code (CONTRACT §4) and its cure, with the flags. The sentences are those of `domain/halts.ts`. */
export const HALT_TABLE: { readonly [Code in HaltCode]: Halt<Code> } = {
  FILE_NOT_FOUND: { exitCode: 2, cure: ': check the path.' },
  FILE_IS_FOLDER: { exitCode: 2, cure: ': name the JSONL file to read.' },
  FILE_NOT_PERMITTED: { exitCode: 2, cure: ': change its permissions, or run as a user that may.' },
  FILE_NOT_OPENED: { exitCode: 2, cure: '.' },
  FILE_NOT_JSONL: { exitCode: 2, cure: (facts) => `. ${conversionOf(facts)}` },
  STDIN_IS_FOLDER: { exitCode: 2, cure: ': give it the JSONL file to read.' },
  FILE_CHANGED: {
    exitCode: 2,
    cure: '. Restore them, or read all of it again with --from-start (nothing is applied twice).',
  },
  INPUT_DAMAGED: { exitCode: 1, cure: (facts) => `. ${cureOfDamage(facts)}` },

  SEED_FILE_UNUSABLE: { exitCode: 2 },
  SEED_STOCK_TOO_LOW: { exitCode: 2, cure: ({ sold }) => `: write at least ${sold}` },
  SEED_LIMIT_TOO_LOW: { exitCode: 2, cure: ({ approved }) => `: write at least ${approved}` },
  SEED_REFERENCE_UNKNOWN: { exitCode: 2 },
  SEED_EVENT_REFUSED: { exitCode: 2 },

  DATABASE_URL_UNUSABLE: { exitCode: 2 },
  DATABASE_NOT_FOUND: { exitCode: 1 },
  DATABASE_UNUSABLE: { exitCode: 1 },
  DATABASE_NOT_OPENED: { exitCode: 1 },
  DATABASE_ENCODING_UNUSABLE: {
    exitCode: 1,
    cure: ': make another one (`createdb -E UTF8 -T template0 NAME`), and name that',
  },
  DATABASE_READ_ONLY: { exitCode: 1, cure: ({ cure }) => `: ${cure}` },
  DATABASE_CONNECTIONS_LIMITED: { exitCode: 1, cure: ({ cure }) => `: ${cure}` },
  POOLER_UNUSABLE: {
    exitCode: 1,
    cure: ': connect to the server itself, to a pool in session mode, or through PgBouncer 1.21 or newer with max_prepared_statements above 0',
  },
  DATABASE_FILE_LOST: {
    exitCode: 1,
    cure: ': nothing that came since counts. Put it back or restore a backup, then run the same command again: it goes on where that file stands',
  },
  TABLES_MISSING: { exitCode: 1, cure: ': `axon seed` makes them' },
  TABLES_NEWER: { exitCode: 1, cure: ': install that version, or name another database' },
  CONTEXT_NOT_JSON: { exitCode: 1, cure: ': repair that row' },

  KAFKA_AWAY: {
    exitCode: 1,
    cure: ({ isCutOff, isAdvertised, retries }) => {
      const hint = isCutOff ? MAY_WANT_TLS : ''
      const cure = isAdvertised
        ? 'give the broker an address that can be reached from here, in its advertised.listeners, or this machine a way to it'
        : 'check --brokers and that the broker runs'
      return `${hint}: gave up after ${retries === 1 ? '1 retry' : `${retries} retries`}: ${cure}`
    },
  },
  KAFKA_NOT_FOUND: { exitCode: 1, cure: ': check --brokers' },
  KAFKA_WANTS_TLS: { exitCode: 1, cure: ': connect with --ssl' },
  KAFKA_GROUP_REFUSED: { exitCode: 1, cure: ({ type }) => CURES_OF_GROUP[type] },
  KAFKA_LOGIN_REFUSED: { exitCode: 1, cure: ': check --sasl-mechanism, --sasl-username and the password' },
  KAFKA_TLS_FAILED: {
    exitCode: 1,
    cure: ({ broker }) => `: check --ssl-ca and the certificate shown by ${broker ?? 'the broker'}`,
  },
  KAFKA_CA_NOT_READ: { exitCode: 2 },
  KAFKA_CA_EMPTY: { exitCode: 2, cure: ': it must be in PEM format' },
  KAFKA_ACCESS_REFUSED: { exitCode: 1, cure: ': give this user the permission (ACL)' },
  KAFKA_TOPIC_NOT_FOUND: {
    exitCode: 1,
    cure: ({ isRead }) =>
      isRead
        ? `: ${CREATE_TOPIC} (Axon never creates topics), or name another one (--topics, --from)`
        : `: ${CREATE_TOPIC}, Axon never creates topics`,
  },
  KAFKA_VERSION_UNUSABLE: { exitCode: 1 },
  KAFKA_RECORDS_REFUSED: { exitCode: 1 },
  KAFKA_BATCH_UNREADABLE: { exitCode: 1 },
  KAFKA_CLIENT_FAILED: { exitCode: 1 },
  KAFKA_POSITION_LOST: {
    exitCode: 1,
    cure: (facts) => `${cureOfLostPosition(facts)}, run with --accept-gap`,
  },
  DEAD_LETTER_REFUSED: { exitCode: 1, cure: ': raise its max.message.bytes' },
  DEAD_LETTERS_NOT_PUBLISHED: { exitCode: 1 },

  KEY_SET_URL_UNUSABLE: { exitCode: 2 },
  REQUEST_POSITION_MOVED: { exitCode: 1, cure: ': start axon serve again' },
  SERVICE_NOT_LISTENING: {
    exitCode: 1,
    cure: ({ errno, isAdmin }) => cureOfAddress(errno, isAdmin ? '--admin-' : '--'),
  },
  BEHAVIOR_LOG_UNUSABLE: {
    exitCode: 1,
    cure: ': mend that, or name another place (--behavior-log, --to)',
  },
  FORWARD_FOLDER_UNUSABLE: { exitCode: 2, cure: ': name a folder that this user may read and write' },
  FORWARD_FOLDER_LOCKED: { exitCode: 1, cure: ': one at a time: end that one, or let it go on' },
  FORWARD_POSITION_UNREADABLE: {
    exitCode: 1,
    cure: ': put it back, or remove it, and everything in the folder is shipped again',
  },
  FORWARD_SINK_GONE: { exitCode: 1, cure: '. It goes on behind what was counted as shipped' },
  BEHAVIORS_NOT_READ: { exitCode: 2, cure: ': name the folder that axon serve writes to, or the index' },
  ELASTICSEARCH_UNUSABLE: {
    exitCode: 1,
    cure: ': check the address, that it runs, and the credentials in the environment',
  },
  METRICS_NOT_SERVED: { exitCode: 1, cure: ({ errno }) => cureOfAddress(errno, '--metrics-') },
}

/** Follows what a broker that cuts connections off did. */
export const MAY_WANT_TLS = ': if this goes on, check whether that port wants TLS (--ssl) or SASL'

const CURES_OF_GROUP: Readonly<Record<HaltFacts<'KAFKA_GROUP_REFUSED'>['type'], string>> = {
  INCONSISTENT_GROUP_PROTOCOL: ': stop those consumers, or take a group of your own with --group',
  INVALID_GROUP_ID: ': choose another --group',
  INVALID_SESSION_TIMEOUT:
    ": choose another --session-timeout (the broker's group.min.session.timeout.ms to group.max.session.timeout.ms)",
}

/** `options`: how those begin that say the address. */
function cureOfAddress(errno: string | undefined, options: '--' | '--admin-' | '--metrics-'): string {
  switch (errno) {
    case 'EADDRINUSE':
      return `: choose another ${options}port, or 0 for any free one`
    case 'EACCES':
      return `: choose a ${options}port of 1024 or more`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `: choose another ${options}host`
    default:
      return ''
  }
}

function cureOfDamage({ kind, place, lines, isResumed }: HaltFacts<'INPUT_DAMAGED'>): string {
  const goesOn = isResumed
    ? 'run the same command again: it goes on there'
    : `send the rest from line ${lines + 1} on`
  switch (kind) {
    case 'garbage':
      return `If no data is missing, cut the file off at byte ${place}; else get a whole copy and ${goesOn}.`
    case 'gzip':
      return `Get a whole copy of the file and ${goesOn}${isResumed ? ' (lines that came out of it garbled need --from-start)' : ''}.`
    case 'truncated':
      return `Restore the file and ${goesOn}.`
    case 'read':
      return `Check the disk or the program that writes it, and ${goesOn}.`
  }
}

const cureOfLostPosition = ({ low, nextOffset }: HaltFacts<'KAFKA_POSITION_LOST'>): string =>
  nextOffset < low
    ? `; to go on from ${low} without them`
    : `: was the topic deleted and created again? To read it from offset ${low}`
