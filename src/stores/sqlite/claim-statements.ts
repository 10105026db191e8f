import { positionColumns } from '../columns/position-columns.ts'
import type { SqliteConnection } from './connection.ts'
import { insertInto } from './insert-into.ts'

export function claimStatements(connection: SqliteConnection) {
  const prepare = (sql: string) => connection.prepare(sql)
  return {
    position: prepare(
      'SELECT next_offset AS nextOffset, fingerprint FROM source_offsets WHERE source = ? AND partition = ?',
    ),
    firstPosition: prepare(
      `${insertInto('source_offsets', positionColumns)} ON CONFLICT DO NOTHING RETURNING id`,
    ),
    advancePosition: prepare(`
      UPDATE source_offsets SET next_offset = ?, fingerprint = ?
      WHERE source = ? AND partition = ? AND next_offset = ? RETURNING id`),
    sourceId: prepare('SELECT id FROM source_offsets WHERE source = ? AND partition = ?').pluck(),
    isPending: prepare("SELECT 1 FROM dead_letters WHERE id = ? AND status = 'PENDING'"),
    reachPosition: prepare(`
      INSERT INTO source_offsets (source, partition, next_offset) VALUES (?, ?, ?)
      ON CONFLICT (source, partition) DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)`),
  }
}
