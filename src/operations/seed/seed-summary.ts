import type { SeedList } from './seed-schema.ts'

export interface SeedCounts {
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
}

export type SeedSummary = Readonly<Record<SeedList, SeedCounts>>
