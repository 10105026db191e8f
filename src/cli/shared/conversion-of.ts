import type { HaltFacts } from '../../domain/halts.ts'
import type { ForeignFormat } from '../../files/foreign/foreign-format.ts'

/** Commands that write a format as JSONL, or as what it holds: from standard input to standard output. */
const FILTERS: { readonly [Format in ForeignFormat]?: string } = {
  gzip: 'gzip -dc',
  zstd: 'zstd -dc',
  tar: 'tar -xO',
  bzip2: 'bzip2 -dc',
  xz: 'xz -dc',
  lzma: 'xz -dc',
  lzip: 'lzip -dc',
  lzop: 'lzop -dc',
  lz4: 'lz4 -dc',
  snappy: 'snzip -dc',
  compress: 'gzip -dc',
  'utf-16': 'iconv -f UTF-16 -t UTF-8',
  'utf-16le': 'iconv -f UTF-16LE -t UTF-8',
  'utf-16be': 'iconv -f UTF-16BE -t UTF-8',
  'utf-32': 'iconv -f UTF-32 -t UTF-8',
  'utf-32le': 'iconv -f UTF-32LE -t UTF-8',
  'utf-32be': 'iconv -f UTF-32BE -t UTF-8',
  'json-array': "jq -c '.[]'",
  'pretty-json': 'jq -c .',
  'json-seq': "tr -d '\\036'",
  csv: 'mlr --icsv --ojsonl cat',
  'semicolon-csv': "mlr --icsv --ifs ';' --ojsonl cat",
  tsv: 'mlr --itsv --ojsonl cat',
}

/** Commands that need the file itself. */
const READERS: { readonly [Format in ForeignFormat]?: (path: string) => string } = {
  zip: (path) => `unzip -p ${quoted(path)}`,
  '7z': (path) => `7z x -so ${quoted(path)}`,
  rar: (path) => `unrar p -inul ${quoted(path)}`,
  parquet: (path) => `duckdb -jsonlines -c ${quoted(`FROM read_parquet('${path.replaceAll("'", "''")}')`)}`,
}

/** What to do about a file that is no JSONL: a command where there is one. */
export function conversionOf({ name, format, isGzip, isStream }: HaltFacts<'FILE_NOT_JSONL'>): string {
  if (format === 'sqlite')
    return 'If it is the database, name it with --database; else export its rows as JSONL.'
  const filter = FILTERS[format as ForeignFormat]
  if (filter !== undefined) {
    const steps = isGzip ? `gzip -dc | ${filter}` : filter
    if (isStream) return `Put \`${steps}\` in front of it.`
    return `Turn it into JSONL first: ${written(`${isGzip ? 'gzip -dc' : filter} < ${quoted(name)}${isGzip ? ` | ${filter}` : ''}`)}`
  }
  const reader = READERS[format as ForeignFormat]
  if (reader !== undefined && !isGzip && !isStream) {
    return `Turn it into JSONL first: ${written(reader(name))}`
  }
  return 'Export the messages as JSONL: one JSON object per line, in UTF-8.'
}

const written = (command: string): string => `${command} > messages.jsonl`

/** For a shell. */
function quoted(text: string): string {
  if (/^[\w./-]+$/.test(text)) return text
  if (text.includes("'") && !/["$`\\!]/.test(text)) return `"${text}"`
  return `'${text.replaceAll("'", "'\\''")}'`
}
