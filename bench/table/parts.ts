import { activitiesPart } from './activities-part.ts'
import { growthPart } from './growth-part.ts'
import { kafkaPart } from './kafka-part.ts'
import { latencyPart } from './latency-part.ts'
import type { Part } from './part.ts'
import { postgresPart } from './postgres-part.ts'
import { salePart } from './sale-part.ts'
import { scalingPart } from './scaling-part.ts'
import { sqlitePart } from './sqlite-part.ts'
import { startPart } from './start-part.ts'

/** In the order of the table. */
export const PARTS: readonly Part[] = [
  sqlitePart,
  postgresPart,
  kafkaPart,
  latencyPart,
  growthPart,
  salePart,
  activitiesPart,
  scalingPart,
  startPart,
]
