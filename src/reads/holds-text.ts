import { type SQL, sql } from 'drizzle-orm/sql'

/**
 * That a column holds a text; upper and lower case of ASCII letters are the same. Names are stored as they were written, and a Mac may write
 * syllables in their parts (NFD): each is found by the other.
 */
export function holdsText(column: SQL, text: string): SQL {
  const forms = [...new Set([text, text.normalize('NFC'), text.normalize('NFD')])]
  const found = forms.map((form) => sql`replace(lower(${column}), lower(${form}), '') <> lower(${column})`)
  return sql`(${sql.join(found, sql` OR `)})`
}
