/**
 * What stops the program: each code with its facts, as the sentence of what was found and where. What to do about it, and with which
 * exit code a command ends, is said where commands are: `src/cli/shared/halt-table.ts`. docs/errors.md lists all of them.
 */
export const HALTS = {
  // Files
  FILE_NOT_FOUND: ({ path }: Path) => `there is no file ${path}`,
  FILE_IS_FOLDER: ({ path }: Path) => `${path} is a folder, not a file`,
  FILE_NOT_PERMITTED: ({ path }: Path) => `the file ${path} may not be read by this user`,
  FILE_NOT_OPENED: ({ path, reason }: Path & Reason) => `the file ${path} can't be opened: ${reason}`,
  FILE_NOT_JSONL: ({ name, found }: ForeignFile) => `${name} is ${found}, not JSONL`,
  STDIN_IS_FOLDER: (_: object) => 'standard input is a folder',
  FILE_CHANGED: ({ path, lines }: Path & { readonly lines: number }) =>
    `${path} has changed since it was processed: its lines 1 to ${lines} are not the ones that were read then`,
  INPUT_DAMAGED: ({ name, problem, place, lines }: Damage) =>
    `${name}: ${problem} at byte ${place}; ${lines === 0 ? 'no whole line comes before it' : `the last whole line before it is line ${lines}`}`,

  // Seed files
  SEED_FILE_UNUSABLE: ({ problem }: Problem) => problem,
  SEED_STOCK_TOO_LOW: ({ productId, name, stock, sold }: SoldProduct) =>
    `seed: stock ${stock} of product ${productId} (${JSON.stringify(name)}) is less than the ${sold} that were sold`,
  SEED_LIMIT_TOO_LOW: ({ activityId, name, limit, approved }: ApprovedActivity) =>
    `seed: limitCount ${limit} of campaign activity ${activityId} (${JSON.stringify(name)}) is less than the ${approved} that were approved`,
  SEED_REFERENCE_UNKNOWN: ({ field, id }: { readonly field: string; readonly id: number | null }) =>
    `seed: ${field} is ${id}, which is neither in the file nor in the database`,
  SEED_EVENT_REFUSED: ({ place, problem }: Problem & { readonly place: string }) =>
    `seed: ${place} ${problem}`,

  // Databases
  DATABASE_URL_UNUSABLE: ({ problem }: Problem) => problem,
  DATABASE_NOT_FOUND: ({ database }: InDatabase) => `database ${database}: the file is not there yet`,
  DATABASE_UNUSABLE: ({ database, problem, found }: InDatabase & Problem & { readonly found?: string }) =>
    `database ${database}: ${problem}${found === undefined ? '' : ` (${found})`}`,
  DATABASE_NOT_OPENED: ({ database, reason }: InDatabase & Reason) =>
    `database ${database} can't be opened: ${reason}`,
  DATABASE_ENCODING_UNUSABLE: ({ database, encoding }: InDatabase & { readonly encoding: string }) =>
    `database ${database}: its encoding is ${encoding}, which can't hold every text; Axon needs UTF8`,
  DATABASE_READ_ONLY: ({ database, setBy }: InDatabase & Cure & { readonly setBy: string }) =>
    `database ${database}: it takes no writes: default_transaction_read_only is on, set ${setBy}`,
  DATABASE_CONNECTIONS_LIMITED: ({ database, limit }: InDatabase & Cure & { readonly limit: number }) =>
    `database ${database}: it allows this role ${limit === 1 ? 'one connection' : `${limit} connections`}, and Axon needs two`,
  POOLER_UNUSABLE: ({ database }: InDatabase) =>
    `database ${database}: a pooler in transaction mode is in between, and it loses prepared statements`,
  DATABASE_FILE_LOST: ({ database, problem }: InDatabase & Problem) => `database ${database}: ${problem}`,
  TABLES_MISSING: ({ database }: InDatabase) => `database ${database}: its tables are not there yet`,
  TABLES_NEWER: ({ database }: InDatabase) =>
    `database ${database}: its tables were made by a newer version of axon`,
  CONTEXT_NOT_JSON: ({ occurrenceId }: { readonly occurrenceId: number }) =>
    `the context of event occurrence ${occurrenceId} is not JSON`,

  // Kafka
  KAFKA_AWAY: ({ problem }: Problem & Outage) => `Kafka can't be reached: ${problem}`,
  KAFKA_NOT_FOUND: ({ found }: Found) => `there is no Kafka: ${found}`,
  KAFKA_WANTS_TLS: ({ found }: Found) => `Kafka can't be reached without TLS: ${found}`,
  KAFKA_GROUP_REFUSED: ({ group, problem, type }: RefusedGroup) =>
    `Kafka refused the consumer group ${group ?? 'asked for'} (${type}): ${problem}`,
  KAFKA_LOGIN_REFUSED: ({ reason }: Reason) => `Kafka refused the login: ${reason}`,
  KAFKA_TLS_FAILED: ({ reason }: Reason & { readonly broker: string | undefined }) =>
    `TLS with Kafka failed (${reason})`,
  KAFKA_CA_NOT_READ: ({ path, reason }: Path & Reason) => `the CA file ${path} can't be read: ${reason}`,
  KAFKA_CA_EMPTY: ({ path }: Path) => `the CA file ${path} holds no certificate`,
  KAFKA_ACCESS_REFUSED: ({ topic, type }: OfTopic & { readonly type: string }) =>
    `Kafka refused access${topic ? ` to ${topic}` : ''} (${type})`,
  KAFKA_TOPIC_NOT_FOUND: ({ topic }: OfTopic & { readonly isRead: boolean }) =>
    `the Kafka topic ${topic ?? 'asked for'} does not exist`,
  KAFKA_VERSION_UNUSABLE: ({ reason }: Reason) =>
    `the Kafka broker is of a version that can't be used: ${reason}`,
  KAFKA_RECORDS_REFUSED: ({ topic, type, reason }: OfTopic & Reason & { readonly type: string }) =>
    `Kafka refused records${topic ? ` for ${topic}` : ''} (${type}): ${reason}`,
  KAFKA_BATCH_UNREADABLE: ({ codec, reason }: Reason & { readonly codec: string | null }) =>
    `a batch of records${codec === null ? '' : ` compressed with ${codec}`} can't be read: ${reason}`,
  KAFKA_CLIENT_FAILED: ({ reason }: Reason) => `unexpected error in the Kafka client: ${reason}`,
  KAFKA_POSITION_LOST: ({ topic, partition, low, high, nextOffset }: LostPosition) =>
    `the stored position ${nextOffset} of topic ${topic} (partition ${partition}) is outside of what the topic holds, ${low} to ${high}${nextOffset < low ? `: messages ${nextOffset} to ${low - 1} were deleted before they were processed` : ''}`,
  DEAD_LETTER_REFUSED: ({ id }: { readonly id: number }) =>
    `it does not take dead letter ${id}, not even cut`,
  DEAD_LETTERS_NOT_PUBLISHED: ({ topic, reason }: OfTopic & Reason) =>
    `dead letters can't be published to ${topic}: ${reason}`,

  // Serving
  KEY_SET_URL_UNUSABLE: ({ url }: { readonly url: string }) =>
    `${JSON.stringify(url)} is no https URL: keys are read over https only`,
  REQUEST_POSITION_MOVED: ({ source }: { readonly source: string }) =>
    `the position of ${source} was moved by something else (a backup that was restored, say)`,
  SERVICE_NOT_LISTENING: ({ host, port, reason }: Reason & Address & { readonly isAdmin: boolean }) =>
    `can't listen on ${host}:${port}: ${reason}`,
  BEHAVIOR_LOG_UNUSABLE: ({ place, reason }: Reason & { readonly place: string }) =>
    `behaviours can't be kept in ${place}: ${reason}`,
  FORWARD_FOLDER_UNUSABLE: ({ folder, reason }: Reason & InFolder) =>
    `the folder ${folder} can't be shipped: ${reason}`,
  FORWARD_FOLDER_LOCKED: ({ folder }: InFolder) => `another process ships the folder ${folder}`,
  FORWARD_POSITION_UNREADABLE: ({ path, reason }: Path & Reason) =>
    `${path}, which says how far the folder is shipped, can't be read: ${reason}`,
  FORWARD_SINK_GONE: ({ problem }: Problem) => `nothing more can be shipped: ${problem}`,
  BEHAVIORS_NOT_READ: ({ place, reason }: Reason & { readonly place: string }) =>
    `behaviours can't be read from ${place}: ${reason}`,
  ELASTICSEARCH_UNUSABLE: ({ place, problem }: Problem & { readonly place: string }) =>
    `${place} can't be used: ${problem}`,
  METRICS_NOT_SERVED: ({ host, port, reason }: Reason & Address) =>
    `can't serve metrics on ${host}:${port}: ${reason}`,
} as const

export type HaltCode = keyof typeof HALTS
export type HaltFacts<Code extends HaltCode> = Parameters<(typeof HALTS)[Code]>[0]

interface Path {
  readonly path: string
}

/** In somebody else's words: the operating system's, a driver's, a server's. */
interface Reason {
  readonly reason: string
}

/** A statement for the database, or what else to change there. */
interface Cure {
  readonly cure: string
}

/** In our words. */
interface Problem {
  readonly problem: string
}

interface ForeignFile {
  readonly name: string
  readonly found: string
  /** A name of `files/foreign/foreign-format.ts`. */
  readonly format: string
  /** It is inside a gzip file. */
  readonly isGzip: boolean
  /** It came through a pipe. */
  readonly isStream: boolean
}

interface Damage extends Problem {
  readonly name: string
  readonly kind: 'gzip' | 'garbage' | 'read' | 'truncated'
  /** Byte of the input as it is stored. */
  readonly place: number
  /** The last whole line before it. */
  readonly lines: number
  /** The same command goes on behind them. */
  readonly isResumed: boolean
}

interface SoldProduct {
  readonly productId: number
  readonly name: string
  readonly stock: number
  readonly sold: number
}

interface ApprovedActivity {
  readonly activityId: number
  readonly name: string
  readonly limit: number
  readonly approved: number
}

/** `database`: its URL or path, without secrets. */
interface InDatabase {
  readonly database: string
}

interface Outage {
  /** The broker ended the connection. */
  readonly isCutOff: boolean
  /** Brokers have named an address that can't be reached. */
  readonly isAdvertised: boolean
  readonly retries: number
}

interface Found {
  readonly found: string
}

interface RefusedGroup extends Problem {
  readonly group: string | undefined
  /** The broker's code. */
  readonly type: 'INCONSISTENT_GROUP_PROTOCOL' | 'INVALID_GROUP_ID' | 'INVALID_SESSION_TIMEOUT'
}

interface OfTopic {
  readonly topic: string | undefined
}

interface LostPosition {
  readonly topic: string
  readonly partition: number
  readonly low: number
  readonly high: number
  readonly nextOffset: number
}

interface InFolder {
  readonly folder: string
}

interface Address {
  readonly host: string
  readonly port: number
  /** Node's code of the error. */
  readonly errno: string | undefined
}
