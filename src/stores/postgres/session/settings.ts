import { quotedName } from '../../quoted-name.ts'

/** A setting of the server's, by name. */
export type Settings = ReadonlyMap<string, string>

const quotedText = (text: string): string =>
  `${text.includes('\\') ? 'E' : ''}'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/**
 * Begins a transaction with these settings, in one message. They are made here and nowhere else: a pooler takes no settings at the
 * start of a session, and may give the next transaction another session.
 */
export function beginWith(settings: Settings, isReadOnly = false): string {
  const begin = isReadOnly ? 'BEGIN READ ONLY' : 'BEGIN'
  return [begin, ...[...settings].flatMap(([name, value]) => setLocal(name, value))].join(';')
}

/** A default for transactions comes too late for the one that has begun. */
const OF_NEXT_TRANSACTION = /^default_(?=transaction_)/

function setLocal(name: string, value: string): string[] {
  const values = name === 'search_path' ? namesIn(value) : [value]
  const set = `SET LOCAL ${name.split('.').map(quotedName).join('.')} = ${values.map(quotedText).join(', ')}`
  if (!OF_NEXT_TRANSACTION.test(name)) return [set]
  return [set, ...setLocal(name.replace(OF_NEXT_TRANSACTION, ''), value)]
}

/** The names of a list as `search_path` is written: what is not quoted is lower case. */
function namesIn(list: string): string[] {
  return [...list.matchAll(/"((?:[^"]|"")*)"|([^\s,"][^,"]*)/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain.trim().toLowerCase(),
  )
}

/**
 * Settings from `options`, as libpq and `PGOPTIONS` write them: `-c name=value`, `-cname=value` or `--name=value`, a backslash before
 * a blank of a value. Null: it holds something else.
 */
export function parseOptions(options: string): Settings | null {
  const words = [...options.matchAll(/(?:\\.|[^\s\\])+/gs)].map(([word]) => word.replace(/\\(.)/gs, '$1'))
  const settings = new Map<string, string>()
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const text = word === '-c' ? words.shift() : /^(?:-c|--)(.+)$/s.exec(word)?.[1]
    const [, name, value] = /^([A-Za-z_][\w.-]*)=(.*)$/s.exec(text ?? '') ?? []
    if (name === undefined || value === undefined) return null
    settings.set(name.toLowerCase().replaceAll('-', '_'), value)
  }
  return settings
}
