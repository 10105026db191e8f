import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateMessages, generateSeed } from '../fixtures/generate.ts'
import { writeLines } from '../fixtures/write-lines.ts'

export interface GeneratedSale {
  readonly seedFile: string
  readonly messagesFile: string
}

/** Commands of random users: what costs a database most, since they touch its indexes everywhere. */
export async function generatedSale(folder: string, messages: number): Promise<GeneratedSale> {
  const options = { messages, users: messages, activities: 20, seed: 1, commandsOnly: true, uniform: true }
  const seedFile = join(folder, `shop-${messages}.json`)
  const messagesFile = join(folder, `sale-${messages}.jsonl`)
  await writeFile(seedFile, JSON.stringify(generateSeed(options)))
  await writeLines(generateMessages(options), messagesFile)
  return { seedFile, messagesFile }
}
